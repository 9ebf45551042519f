import type { INodeParameters } from 'n8n-workflow';

import { CALLBACK, capture } from '../calls/call.cjs';

/** How the node makes a request that the documents print. */
export interface ExampleRequest {
	readonly example: string;
	readonly parameters: INodeParameters & { resource: string; operation: string };
	readonly apiVersion?: 'v1.1' | 'v1.0';
	/** The input items, where one is not enough. */
	readonly items?: ReadonlyArray<Readonly<Record<string, string>>>;
	/** Texts of the example that are others when the node sends it, and why. */
	readonly otherwise?: ReadonlyArray<{ printed: string; sent: string; why: string }>;
}

const POSTS =
	'https://www.tiktok.com/@cutshall73/video/7543017294226558221, https://www.tiktok.com/@abcnews/video/7543794552365124919';

const file = { resource: 'video', operation: 'uploadFile' };
const url = {
	resource: 'video',
	operation: 'uploadUrl',
	url: 'https://example.com/test_video.mp4',
};
const posts = { resource: 'video', operation: 'scrapePlatform', videoUrls: POSTS };

const ofCurl = {
	...capture,
	longitude: 66.66,
	callbackUrl: CALLBACK,
	uniqueId: 'default',
	retainOriginalVideo: true,
	videoTranscriptionPrompt: 'Focus on the speaker and major scene changes.',
};
const ofPython = {
	...ofCurl,
	uniqueId: 'my-project',
	latitude: 39.9042,
	longitude: 116.4074,
	tags: 'tag1, tag2',
	videoTranscriptionPrompt: 'Focus on spoken dialogue',
};

const repeatedTags = [0, 1].map((index) => ({
	printed: `"tags[${index}]"`,
	sent: '"tags"',
	why: 'Lists are repeated, which every source can be read to allow.',
}));
const lowerCase = {
	printed: '"True"',
	sent: '"true"',
	why: 'As the other sample has it; the capital is Python’s.',
};
const withScheme = {
	printed: '"test.beeceptor.com"',
	sent: '"https://test.beeceptor.com"',
	why: 'Without a scheme it is no address, and is refused.',
};
const ownValue = (printed: string, sent: string) => ({
	printed,
	sent,
	why: 'It stands for a value.',
});

/** Uploads and scrapes. */
export const requests: readonly ExampleRequest[] = [
	{
		example: 'upload.request.indexed-tags.json',
		parameters: { ...file, additionalFields: ofCurl },
		otherwise: repeatedTags,
	},
	{
		example: 'upload.request.repeated-tags.json',
		parameters: { ...file, additionalFields: ofPython },
		otherwise: [lowerCase],
	},
	{
		example: 'upload_url.request.indexed-tags.json',
		parameters: { ...url, additionalFields: ofCurl },
		otherwise: repeatedTags,
	},
	{
		example: 'upload_url.request.repeated-tags.json',
		parameters: { ...url, additionalFields: ofCurl },
	},
	{
		example: 'upload_url.request.python-sample.json',
		parameters: {
			...url,
			url: 'https://example.com/video.mp4',
			additionalFields: ofPython,
		},
		otherwise: [lowerCase],
	},
	{
		example: 'upload_url.request.minimal-v12.json',
		parameters: {
			...url,
			url: 'http://commondatastorage.googleapis.com/gtv-videos-bucket/sample/ElephantsDream.mp4',
			additionalFields: { callbackUrl: 'https://test.beeceptor.com', uniqueId: 'default' },
		},
		otherwise: [withScheme],
	},
	{
		example: 'upload_img.request.json',
		parameters: {
			resource: 'image',
			operation: 'uploadImages',
			binaryPropertyNames: 'data0, data1',
			additionalFields: {
				uniqueId: 'my-project',
				datetimeTaken: '2025-09-07 22:52:00',
				cameraModel: 'Canon EOS 5D',
				latitude: 39.9042,
				longitude: 116.4074,
				tags: 'outdoor, 2025',
			},
		},
	},
	{
		example: 'v11.upload.request.json',
		parameters: { ...file, additionalFields: { callbackUrl: CALLBACK } },
		apiVersion: 'v1.1',
		otherwise: [
			ownValue('<YOUR_CALLBACK_URI>', CALLBACK),
			ownValue('<VIDEO_FILE_PATH>', 'clip.mp4'),
		],
	},
	{
		example: 'v11.upload_url.request.json',
		parameters: { ...url, additionalFields: { callbackUrl: CALLBACK } },
		apiVersion: 'v1.1',
		otherwise: [ownValue('<YOUR_CALLBACK_URI>', CALLBACK), ownValue('<URL>', url.url)],
	},
	{
		example: 'v10.upload.request.json',
		parameters: { ...file, additionalFields: { callbackUrl: CALLBACK } },
		apiVersion: 'v1.0',
		otherwise: [
			ownValue('<YOUR_CALLBACK_URI>', CALLBACK),
			ownValue('<MY_VIDEO_NAME>', 'clip.mp4'),
			ownValue('<YOUR_ACCESS_TOKEN>', '<api-key>'),
		],
	},
	{
		example: 'scraper_url.request.json',
		parameters: {
			...posts,
			additionalFields: { uniqueId: 'my-project', callbackUrl: CALLBACK, quality: '1080' },
		},
	},
	{
		example: 'scraper_url.request.folder.json',
		parameters: {
			...posts,
			additionalFields: {
				folderId: '671631448308117500',
				callbackUrl: CALLBACK,
				quality: '1080',
			},
		},
	},
	{
		example: 'scraper_url.request.v12.json',
		parameters: {
			...posts,
			additionalFields: {
				uniqueId: 'default',
				callbackUrl: 'https://test.beeceptor.com',
				quality: '1080',
			},
		},
		otherwise: [
			withScheme,
			{ printed: '"callback"', sent: '"callback_url"', why: 'The name of the newer documents.' },
			{ printed: '1080', sent: '"1080"', why: 'The newer documents have it as text.' },
		],
	},
	{
		example: 'scraper_url_public.request.json',
		parameters: {
			...posts,
			library: 'public',
			videoUrls: 'https://www.tiktok.com/@cutshall73/video/7543017294226558221',
			additionalFields: { callbackUrl: CALLBACK, quality: '720' },
		},
	},
	{
		example: 'scraper.request.json',
		parameters: {
			resource: 'video',
			operation: 'scrapeCreator',
			creatorUrl: 'https://www.tiktok.com/@cutshall73',
			additionalFields: { scraperCount: 4, callbackUrl: CALLBACK },
		},
	},
	{
		example: 'scraper_tag.request.json',
		parameters: {
			resource: 'video',
			operation: 'scrapeHashtag',
			hashtags: 'LVMH, Dior',
			additionalFields: { scraperCount: 5, uniqueId: 'my-project', callbackUrl: CALLBACK },
		},
	},
	{
		example: 'scraper_tag_public.request.json',
		parameters: {
			resource: 'video',
			operation: 'scrapeHashtag',
			library: 'public',
			hashtags: 'LVMH, Dior',
			additionalFields: { scraperCount: 5 },
		},
	},
];
