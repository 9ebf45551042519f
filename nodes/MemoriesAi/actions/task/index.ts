import type { Resource } from '../operation';
import { get } from './get.operation';

export const task: Resource = {
	value: 'task',
	name: 'Task',
	operations: [get],
};
