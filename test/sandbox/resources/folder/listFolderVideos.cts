import { getEndpoint, v1 } from '../../endpoint.cjs';
import type { Integer } from '../../json.cjs';
import { success } from '../../replies.cjs';
import { integer64, parameters } from '../../shape.cjs';
import { listed } from '../video/videoView.cjs';
import { DEFAULT_FOLDER, isIn, OLDER_API_FOLDER, ownFolder } from './folders.cjs';

/** [OpenAPI] `folders/videos`. */
const DEFAULT_PAGE_SIZE = 20;

const natural = { type: 'integer', minimum: 1 };

export const listFolderVideos = getEndpoint({
	...v1('folders/videos'),
	effect: 'read',
	query: parameters<{ folder_id: Integer; page?: number; page_size?: number }>(
		{ folder_id: integer64, page: natural, page_size: natural },
		['folder_id'],
	),
	answer: ({ query: { folder_id, page = 1, page_size = DEFAULT_PAGE_SIZE } }, world) => {
		const folderId = folder_id.toString();
		const everyAccounts = [DEFAULT_FOLDER, OLDER_API_FOLDER].includes(folderId);
		if (!everyAccounts) ownFolder(folder_id, world);
		const videos = world.state.videos.filter((video) => isIn(folderId, video)).reverse();
		return success({
			current_page: page,
			page_size,
			total_count: videos.length,
			videos: videos.slice((page - 1) * page_size, page * page_size).map(listed),
		});
	},
});
