const TASK = '4b2d85ea-8b61-4689-96c3-75d907140242_84f9d9b4b6e5940b67e67e2d17ef1f97';

/** The callbacks that the documents print, each with what the trigger reads in it. */
export const callbacks: ReadonlyArray<
	readonly [example: string, item: Readonly<Record<string, string>>]
> = [
	[
		'callback.upload.parse.json',
		{ event: 'video.indexed', status: 'PARSE', videoNo: 'VI554046065381212160' },
	],
	[
		'callback.upload.parse.legacy-clientid.json',
		{
			event: 'video.indexed',
			status: 'PARSE',
			videoNo: 'mavi_video_554046065381212160',
			clientId: 'd7a7427b502df6c8e31de003675b7b77',
		},
	],
	[
		'callback.scraper.succeeded.json',
		{ event: 'task.downloaded', status: 'SUCCEEDED', taskId: TASK },
	],
	[
		'callback.scraper.succeeded-with-message.json',
		{
			event: 'task.downloaded',
			status: 'SUCCEEDED',
			taskId: '...',
			message: 'Video has been downloaded...',
		},
	],
	[
		'callback.scraper.indexing-succeeded.json',
		{
			event: 'video.indexed',
			status: 'INDEXING_SUCCEEDED',
			videoNo: 'VI...',
			taskId: '...',
			message: 'Video indexing succeed',
		},
	],
	[
		'derived.callback.upload.fail.json',
		{ event: 'video.failed', status: 'FAIL', videoNo: 'VI554046065381212160' },
	],
	[
		'derived.callback.upload.unparse.json',
		{ event: 'video.queued', status: 'UNPARSE', videoNo: 'VI554046065381212160' },
	],
	[
		'derived.callback.scraper.failed.json',
		{ event: 'task.failed', status: 'FAILED', taskId: TASK },
	],
];

/** One of another product, on another server; here it is none. */
export const noCallback = 'callback.other-product.caption.json';
