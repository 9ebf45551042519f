import type { Resource } from '../operation';
import { deleteVideo } from './delete.operation';
import { download } from './download.operation';
import { findClips } from './findClips.operation';
import { get } from './get.operation';
import { getAll } from './getAll.operation';
import { move } from './move.operation';
import { scrapeCreator } from './scrapeCreator.operation';
import { scrapeHashtag } from './scrapeHashtag.operation';
import { scrapePlatform } from './scrapePlatform.operation';
import { search } from './search.operation';
import { searchByImage } from './searchByImage.operation';
import { uploadFile } from './uploadFile.operation';
import { uploadUrl } from './uploadUrl.operation';
import { waitUntilIndexed } from './waitUntilIndexed.operation';

export const video: Resource = {
	value: 'video',
	name: 'Video',
	defaultOperation: uploadFile.value,
	operations: [
		deleteVideo,
		download,
		findClips,
		get,
		getAll,
		move,
		scrapeCreator,
		scrapeHashtag,
		scrapePlatform,
		search,
		searchByImage,
		uploadFile,
		uploadUrl,
		waitUntilIndexed,
	],
};
