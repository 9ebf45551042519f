import { getEndpoint, v1 } from '../../endpoint.cjs';
import { success } from '../../replies.cjs';
import { nothing } from '../../shape.cjs';
import { folderView } from './folders.cjs';

export const listFolders = getEndpoint({
	...v1('folders'),
	effect: 'read',
	query: nothing,
	answer: (_call, { state }) => success({ folders: state.folders.map(folderView) }),
});
