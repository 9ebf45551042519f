import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import { readUniqueId } from '../parameters/uniqueId';
import type { JobTarget } from './job';

/** Waits for the video whose number an operation has put out. */
export function videoTarget(
	context: IExecuteFunctions,
	itemIndex: number,
	{ videoNo }: IDataObject,
): JobTarget {
	return { videoNo: String(videoNo), uniqueId: readUniqueId(context, itemIndex) };
}

/**
 * Waits for the videos of the task that an operation has started.
 *
 * @param expected how many videos it can have at the most, where that is known
 */
export function taskTarget(
	context: IExecuteFunctions,
	itemIndex: number,
	{ taskId }: IDataObject,
	expected: number | undefined,
): JobTarget {
	return { taskId: String(taskId), uniqueId: readUniqueId(context, itemIndex), expected };
}
