import { formEndpoint, v1 } from '../../endpoint.cjs';
import { nextDigits } from '../../ids.cjs';
import { success } from '../../replies.cjs';
import { nothing, parameters } from '../../shape.cjs';
import { vendorBodyParameters } from '../../vendorSchemas.cjs';
import { checkName, folderView } from './folders.cjs';

export const createFolder = formEndpoint({
	...v1('folders/create'),
	effect: 'change',
	query: nothing,
	body: parameters<{ name: string }>(vendorBodyParameters('folders/create'), ['name']),
	answer: ({ body: { name } }, world) => {
		checkName(name, world);
		const folder = { folderId: nextDigits(), name };
		world.state.folders.push(folder);
		return success(folderView(folder));
	},
});
