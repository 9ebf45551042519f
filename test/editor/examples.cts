import type { INodeParameters } from 'n8n-workflow';

const videoNo = { __rl: true, mode: 'id', value: 'VI606041694843813888' };
const folderId = { __rl: true, mode: 'id', value: '671631448308117504' };
const QUESTION = 'Which products are shown, and when?';

/**
 * What each operation is filled in with, in tests of its panel and in its picture: all that it needs,
 * and what most people add. By resource and operation; internal names.
 */
export const examples: Record<string, INodeParameters> = {
	'chat.askPersonal': { prompt: 'Where did I park the car?' },
	'chat.askPublic': { platform: 'TIKTOK', prompt: 'Which running shoes do people talk about?' },
	'chat.askVideos': { videoNos: '={{ $json.videoNo }}', prompt: QUESTION },
	'folder.create': { name: 'Product videos' },
	'folder.delete': { folderId },
	'folder.getAll': {},
	'folder.rename': { folderId, name: 'Product videos 2026' },
	'image.search': { query: 'a red car in the rain', limit: 10 },
	'image.uploadImages': { binaryPropertyNames: 'data' },
	'memory.create': {
		memories: { memory: [{ role: 'user', content: 'The car is on level 3 of the garage.' }] },
	},
	'memory.getAll': { returnAll: false, limit: 50 },
	'memory.search': { query: 'Where is the car?' },
	'task.get': { taskId: '={{ $json.taskId }}' },
	'transcript.get': { videoNo, content: 'speech', format: 'srt' },
	'transcript.search': { query: 'free shipping', returnAll: false, limit: 10 },
	'uniqueId.getAll': {},
	'video.delete': { videoNo },
	'video.download': { videoNo, outputBinaryPropertyName: 'data' },
	'video.findClips': { videoNo, binaryPropertyName: 'data', prompt: 'focus on the red shirt' },
	'video.get': { videoNo },
	'video.getAll': { returnAll: false, limit: 50, filters: { status: 'PARSE' } },
	'video.move': { videoNo, folderId },
	'video.scrapeCreator': { creatorUrl: 'https://www.tiktok.com/@cutshall73' },
	'video.scrapeHashtag': { hashtags: 'travel, food' },
	'video.scrapePlatform': {
		videoUrls: 'https://www.tiktok.com/@user/video/7543017294226558221',
	},
	'video.search': { query: 'a dog catches a ball', limit: 10 },
	'video.searchByImage': { binaryPropertyName: 'data', similarity: 0.85 },
	'video.uploadFile': { binaryPropertyName: 'data', waitFor: 'polling' },
	'video.uploadUrl': { url: 'https://example.com/holiday.mp4', waitFor: 'polling' },
	'video.waitUntilIndexed': { videoNos: '={{ $json.videoNo }}' },
};
