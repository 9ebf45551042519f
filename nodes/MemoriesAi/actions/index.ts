import { uploadImages } from './image/uploadImages.operation';
import type { Operation } from './operation';
import { getTask } from './task/get.operation';
import { get } from './video/get.operation';
import { getAll } from './video/getAll.operation';
import { scrapeCreator } from './video/scrapeCreator.operation';
import { scrapeHashtag } from './video/scrapeHashtag.operation';
import { scrapePlatform } from './video/scrapePlatform.operation';
import { uploadFile } from './video/uploadFile.operation';
import { uploadUrl } from './video/uploadUrl.operation';
import { waitUntilIndexed } from './video/waitUntilIndexed.operation';

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
