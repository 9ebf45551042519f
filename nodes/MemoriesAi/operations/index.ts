import { uploadImages } from './image/uploadImages';
import type { Operation } from './operation';
import { scrapePlatform } from './video/scrapePlatform';
import { uploadFile } from './video/uploadFile';
import { uploadUrl } from './video/uploadUrl';

/** All that the node can do. Its lists, its fields and what it runs are derived from this. */
export const operations: readonly Operation[] = [
	scrapePlatform,
	uploadFile,
	uploadUrl,
	uploadImages,
];
