import { chat } from './chat';
import { folder } from './folder';
import { image } from './image';
import { memory } from './memory';
import { scrape } from './scrape';
import { search } from './search';
import { task } from './task';
import { transcript } from './transcript';
import { uniqueId } from './uniqueId';
import { video } from './video';

/**
 * Every call that this package makes, by resource. Paths and wire names stand in these files and
 * nowhere else.
 */
export const endpoints = {
	chat,
	folder,
	image,
	memory,
	scrape,
	search,
	task,
	transcript,
	uniqueId,
	video,
};
