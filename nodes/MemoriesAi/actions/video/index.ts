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
	operations: [
		uploadFile,
		uploadUrl,
		scrapePlatform,
		scrapeCreator,
		scrapeHashtag,
		waitUntilIndexed,
		get,
		getAll,
		search,
		searchByImage,
		findClips,
		download,
		move,
		deleteVideo,
	],
};
