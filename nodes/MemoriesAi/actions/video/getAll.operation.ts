import type { ApiClient } from '../../api/client';
import { OLDER_API_FOLDER } from '../../api/folders';
import { collectPages } from '../../api/pages';
import { videoFields } from '../../api/videoDetails';
import { LARGEST_PAGE, listFolderVideos, listVideos, videoNoOf } from '../../api/videos';
import { InvalidParameter } from '../../errors/invalidParameter';
import { readVideoFilters, videoFiltersProperty } from '../../parameters/filters';
import { outputProperties, readOutput } from '../../parameters/outputFields';
import { readReturnLimit, returnAllProperties } from '../../parameters/returnAll';
import type { JsonObject } from '../../transport/json';
import { hintOnce } from '../hintOnce';
import type { Operation } from '../operation';

export const getAll: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many videos',
	description: 'List the videos of your private library, all or filtered',
	properties: [...returnAllProperties, videoFiltersProperty, ...outputProperties(videoFields)],
	prepare(context, [itemIndex]) {
		const limit = readReturnLimit(context, itemIndex);
		const filters = readVideoFilters(context, itemIndex);
		const toOutput = readOutput(context, itemIndex, videoFields);
		checkAlone(filters);
		return {
			async send(client) {
				const videos = await findAll(client, filters, limit);
				if (videos.length === 0) hintOnce(context, noneFound(filters));
				return videos.map((video) => ({ json: toOutput(video), pairedItem: itemIndex }));
			},
		};
	},
};

function noneFound({ uniqueId }: Filters): string {
	return uniqueId === undefined
		? 'No videos were found. Those that were brought in with a Unique ID are in none of the other lists: to see them, add the filter Unique ID and choose it from the list.'
		: `No videos were found with Unique ID ${uniqueId}. Those that were brought in with another Unique ID, or without one, are not in this list.`;
}

type Filters = ReturnType<typeof readVideoFilters>;

/** @throws InvalidParameter when the older API's folder, whose list takes no filters, is filtered */
function checkAlone({ folderId, ...others }: Filters): void {
	if (folderId !== OLDER_API_FOLDER) return;
	if (Object.values(others).every((filter) => filter === undefined)) return;
	throw new InvalidParameter(
		`Folder ID ${OLDER_API_FOLDER} cannot be used with other filters`,
		'Memories.ai lists the videos of the older API as a whole. Remove the other filters.',
	);
}

async function findAll(client: ApiClient, filters: Filters, limit: number): Promise<JsonObject[]> {
	const { folderId } = filters;
	const size = Math.min(limit, LARGEST_PAGE);
	return await collectPages(limit, videoNoOf, async (page) =>
		folderId === OLDER_API_FOLDER
			? await listFolderVideos(client, folderId, page)
			: await listVideos(client, filters, page, size),
	);
}
