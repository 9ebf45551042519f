import type { ExampleReply } from './reply.cjs';

const uploadFile = { resource: 'video', operation: 'uploadFile' };
const uploadUrl = { resource: 'video', operation: 'uploadUrl', url: 'https://example.com/a.mp4' };
const uploadImages = {
	resource: 'image',
	operation: 'uploadImages',
	binaryPropertyNames: 'data, data2',
};
const scrape = {
	resource: 'video',
	operation: 'scrapePlatform',
	videoUrls: 'https://www.tiktok.com/@a/video/1',
};
const scrapeHashtag = { resource: 'video', operation: 'scrapeHashtag', hashtags: 'LVMH' };
const uploaded = {
	videoNo: 'VI568102998803353600',
	videoName: '1be6a69f3c6e49bf986235d68807ab1f',
	videoStatus: 'UNPARSE',
	uploadTime: '1744905509814',
};
const asSent = ['videoName', 'videoStatus', 'uploadTime'];

const images = (...ids: string[]) => ids.map((id, index) => ({ id, fileName: `${index + 1}.png` }));

/** About what is brought into the library. */
export const uploadReplies: readonly ExampleReply[] = [
	{
		example: 'upload.response.json',
		parameters: uploadFile,
		file: 'video',
		items: [uploaded],
		asSent,
	},
	{
		example: 'upload.response.no-success-flags.json',
		parameters: uploadFile,
		file: 'video',
		items: [uploaded],
		asSent,
	},
	{
		example: 'upload.response.minimal-observed.json',
		parameters: uploadUrl,
		apiVersion: 'v1.1',
		items: [{ videoNo: 'VI611471886560694272', videoName: 'ElephantsDream' }],
		asSent,
	},
	{ example: 'upload_url.response.json', parameters: uploadUrl, items: [uploaded], asSent },
	{
		example: 'v11.upload.response.json',
		parameters: uploadFile,
		file: 'video',
		apiVersion: 'v1.1',
		items: [
			{
				...uploaded,
				videoNo: 'mavi_video_568102998803353600',
				videoName: 'mavi_api_video_1be6a69f3c6e49bf986235d68807ab1f',
			},
		],
		asSent,
	},
	{
		// It prints the types in place of values, so the code is none.
		example: 'v10.upload.response.types.json',
		parameters: uploadFile,
		file: 'video',
		apiVersion: 'v1.0',
		red: /string/,
	},
	{
		example: 'upload_img.response.numeric-ids.json',
		parameters: uploadImages,
		file: 'image',
		items: images('568102998803353600', '568102998803353600'),
	},
	{
		example: 'upload_img.response.string-ids.json',
		parameters: uploadImages,
		file: 'image',
		items: images('568102998803353601', '568102998803353602'),
	},
	{
		example: 'derived.upload_img.response.unrounded-ids.json',
		parameters: uploadImages,
		file: 'image',
		items: images('568102998803353601', '568102998803353602'),
	},
	{
		example: 'scraper_url.response.json',
		parameters: scrape,
		items: [{ taskId: '31b0fccb-d6f9-4135-922d-1e8828499812' }],
	},
	{
		example: 'scraper_url.response.observed.json',
		parameters: scrape,
		items: [{ taskId: '29404cac-5089-4368-ad57-1c938b6f9fb2_99dd20a65c40386649a8781da77392a1' }],
	},
	{
		example: 'scraper_url.response.suffixed-taskid.json',
		parameters: scrape,
		items: [{ taskId: '31b0fccb-d6f9-4135-922d-1e8828499812_84f9d9b4b6e5940b67e67e2d17ef1f97' }],
	},
	{
		example: 'scraper_url_public.response.json',
		parameters: { ...scrape, library: 'public' },
		items: [{ taskId: '31b0fccb-d6f9-4135-922d-1e8828499812' }],
	},
	{
		example: 'scraper_tag_public.response.json',
		parameters: { ...scrapeHashtag, library: 'public' },
		items: [{ taskId: '31b0fccb-d6f9-4135-922d-1e8828499812' }],
	},
	{
		example: 'scraper_tag.response.generic.json',
		parameters: scrapeHashtag,
		red: /sent no taskId/,
	},
];
