import { formEndpoint, v1 } from '../../endpoint.cjs';
import type { Integer } from '../../json.cjs';
import { refuse, success } from '../../replies.cjs';
import { integer64, nothing, parameters } from '../../shape.cjs';
import { vendorBodyParameters } from '../../vendorSchemas.cjs';
import { isIn, ownFolder } from './folders.cjs';

export const deleteFolder = formEndpoint({
	...v1('folders/delete'),
	effect: 'change',
	query: nothing,
	body: parameters<{ folder_id: Integer }>(
		{ ...vendorBodyParameters('folders/delete'), folder_id: integer64 },
		['folder_id'],
	),
	answer: ({ body: { folder_id } }, world) => {
		const { folders, videos } = world.state;
		const folder = ownFolder(folder_id, world);
		if (videos.some((video) => isIn(folder.folderId, video) && video.status === 'PARSE')) {
			refuse('The folder contains parsed videos.');
		}
		folders.splice(folders.indexOf(folder), 1);
		return success(null);
	},
});
