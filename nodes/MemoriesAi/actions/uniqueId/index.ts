import type { Resource } from '../operation';
import { getAll } from './getAll.operation';

export const uniqueId: Resource = {
	value: 'uniqueId',
	name: 'Unique ID',
	operations: [getAll],
};
