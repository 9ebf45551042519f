import { jsonEndpoint, v1 } from '../../endpoint.cjs';
import type { Integer } from '../../json.cjs';
import { success } from '../../replies.cjs';
import { integer64, nothing, parameters } from '../../shape.cjs';
import { vendorBodyParameters } from '../../vendorSchemas.cjs';
import { DEFAULT_FOLDER, ownFolder } from './folders.cjs';

/** Ids that are not there are passed over without a word, as by a deletion. */
export const moveVideos = jsonEndpoint({
	...v1('folders/move'),
	effect: 'change',
	query: nothing,
	body: parameters<{ folder_id: Integer; video_nos: string[] }>(
		{ ...vendorBodyParameters('folders/move'), folder_id: integer64 },
		['folder_id', 'video_nos'],
	),
	answer: ({ body: { folder_id, video_nos } }, world) => {
		const isDefault = folder_id.toString() === DEFAULT_FOLDER;
		const target = isDefault ? undefined : ownFolder(folder_id, world).folderId;
		for (const video of world.state.videos) {
			if (video_nos.includes(video.videoNo)) video.folderId = target;
		}
		return success(null);
	},
});
