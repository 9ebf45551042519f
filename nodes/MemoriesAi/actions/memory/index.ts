import type { Resource } from '../operation';
import { create } from './create.operation';
import { getAll } from './getAll.operation';
import { search } from './search.operation';

export const memory: Resource = {
	value: 'memory',
	name: 'Memory',
	operations: [create, getAll, search],
};
