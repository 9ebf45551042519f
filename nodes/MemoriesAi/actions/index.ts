import { chat } from './chat';
import { folder } from './folder';
import { image } from './image';
import { memory } from './memory';
import type { Resource } from './operation';
import { task } from './task';
import { transcript } from './transcript';
import { uniqueId } from './uniqueId';
import { video } from './video';

/** All that the node can do, in the order of use. Its lists, its fields and what it runs are derived from this. */
export const resources: readonly [Resource, ...Resource[]] = [
	video,
	image,
	task,
	transcript,
	chat,
	folder,
	memory,
	uniqueId,
];
