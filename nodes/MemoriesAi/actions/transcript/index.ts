import type { Resource } from '../operation';
import { get } from './get.operation';
import { search } from './search.operation';

export const transcript: Resource = {
	value: 'transcript',
	name: 'Transcript',
	operations: [get, search],
};
