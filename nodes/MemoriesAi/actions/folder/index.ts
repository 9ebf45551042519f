import type { Resource } from '../operation';
import { create } from './create.operation';
import { deleteFolder } from './delete.operation';
import { getAll } from './getAll.operation';
import { rename } from './rename.operation';

export const folder: Resource = {
	value: 'folder',
	name: 'Folder',
	operations: [create, getAll, rename, deleteFolder],
};
