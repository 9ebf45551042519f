import { getEndpoint, v11 } from '../../endpoint.cjs';
import { success } from '../../replies.cjs';
import { nothing } from '../../shape.cjs';

/** The two folders that every account has. */
export const getFolderV11 = getEndpoint({
	...v11('get_folder'),
	effect: 'read',
	query: nothing,
	answer: () =>
		success([
			{ foldersName: 'Default folder', parentId: null, level: 1, id: '-1' },
			{ foldersName: 'API', parentId: null, level: 1, id: '-2' },
		]),
});
