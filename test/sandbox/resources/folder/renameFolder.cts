import { formEndpoint, v1 } from '../../endpoint.cjs';
import type { Integer } from '../../json.cjs';
import { success } from '../../replies.cjs';
import { integer64, nothing, parameters } from '../../shape.cjs';
import { vendorBodyParameters } from '../../vendorSchemas.cjs';
import { checkName, folderView, ownFolder } from './folders.cjs';

export const renameFolder = formEndpoint({
	...v1('folders/rename'),
	effect: 'change',
	query: nothing,
	body: parameters<{ folder_id: Integer; new_name: string }>(
		{ ...vendorBodyParameters('folders/rename'), folder_id: integer64 },
		['folder_id', 'new_name'],
	),
	answer: ({ body: { folder_id, new_name } }, world) => {
		const folder = ownFolder(folder_id, world);
		checkName(new_name, world);
		folder.name = new_name;
		return success(folderView(folder));
	},
});
