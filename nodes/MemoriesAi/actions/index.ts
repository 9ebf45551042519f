import { chat } from './chat';
import { image } from './image';
import type { Resource } from './operation';
import { task } from './task';
import { transcript } from './transcript';
import { video } from './video';

/** All that the node can do. Its lists, its fields and what it runs are derived from this. */
export const resources: readonly Resource[] = [chat, image, task, transcript, video];
