import { uploadImages } from './image/uploadImages';
import type { Operation } from './operation';
import { getTask } from './task/get';
import { get } from './video/get';
import { getAll } from './video/getAll';
import { scrapeCreator } from './video/scrapeCreator';
import { scrapeHashtag } from './video/scrapeHashtag';
import { scrapePlatform } from './video/scrapePlatform';
import { uploadFile } from './video/uploadFile';
import { uploadUrl } from './video/uploadUrl';
import { waitUntilIndexed } from './video/waitUntilIndexed';

/** All that the node can do. Its lists, its fields and what it runs are derived from this. */
export const operations: readonly Operation[] = [
	get,
	getAll,
	getTask,
	scrapeCreator,
	scrapeHashtag,
	scrapePlatform,
	uploadFile,
	uploadImages,
	uploadUrl,
	waitUntilIndexed,
];
