import type { IBinaryData, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { storeBinary } from '../engine/binary.cjs';
import type { Effect } from '../sandbox/endpoint.cjs';
import { newImage } from '../sandbox/resources/image/newImage.cjs';
import { DEFAULT_UNIQUE_ID } from '../sandbox/resources/shared/scope.cjs';
import { newVideo } from '../sandbox/resources/video/newVideo.cjs';
import type { Sandbox } from '../sandbox/sandbox.cjs';
import type { Folder, Memory } from '../sandbox/state.cjs';

/** An operation of the node with as little filled in as it needs. */
export interface Operation {
	/** As the node's list shows it. */
	readonly title: string;
	/**
	 * What is only read is sent again freely. A change is not, once it may have arrived, and neither is
	 * what may be charged.
	 */
	readonly effect: Effect;
	/** The sandbox's name of the endpoint. */
	readonly endpoint: string;
	/** Each item's own part is an expression on its `name`. */
	readonly parameters: INodeParameters & { resource: string; operation: string };
	/** What travels in a multipart body. */
	readonly file?: { readonly fileName: string; readonly mimeType: string };
	/** It costs, but is about videos that have to be there. */
	readonly ofVideos?: true;
	/** How it is answered, where not in one text: events say themselves when they are complete. */
	readonly reply?: 'events' | 'file';
	/** Items that are asked for together share the fate of their one request. */
	readonly oneRequestForAll?: true;
	/** What tells items apart in what they send, where it is not their name. */
	readonly traceOf?: (index: number) => string;
	/** Nothing of an item is in what it sends: all of them get the same. */
	readonly sameForAll?: true;
	/** What there has to be besides videos: one folder, or something for each item. */
	readonly needs?: 'folder' | 'folders' | 'memories';
}

/** Whether what the items name has to be in the library. */
export function asksLibrary({ effect, ofVideos }: Operation): boolean {
	return effect !== 'charge' || ofVideos === true;
}

/** Written into everything that an item has sent, so that the sandbox can tell items apart. */
export function nameOf(index: number): string {
	return `item-${index}`;
}

/** @returns what tells an item of the operation in what was sent */
export function traceOf({ traceOf: own = nameOf }: Operation, index: number): string {
	return own(index);
}

const uniqueId = '={{ $json.name }}';

/** Of an item's own folder; it is in the item's `folderId`. */
export function folderIdOf(index: number): string {
	return String(671631448308117504n + BigInt(index));
}

/**
 * @param names of the items
 * @returns what the account has to hold for them, besides videos
 */
export function holdingsFor(
	{ needs }: Operation,
	names: readonly string[],
): { folders: Folder[]; memories: Memory[] } {
	const folders = names.map((_, index) => ({
		folderId: folderIdOf(index),
		name: `folder ${index}`,
	}));
	const memories = names.map((name, index) => ({
		id: String(index + 1),
		uniqueId: name,
		role: 'user',
		content: name,
		tags: [],
	}));
	return {
		folders: needs === 'folders' ? folders : needs === 'folder' ? folders.slice(0, 1) : [],
		memories: needs === 'memories' ? memories : [],
	};
}

/** Every operation of the node; a scrape also in the public library. */
export const operations: readonly Operation[] = [
	{
		title: 'Upload File',
		effect: 'charge',
		endpoint: 'upload',
		parameters: { resource: 'video', operation: 'uploadFile', additionalFields: { uniqueId } },
		file: { fileName: 'a.mp4', mimeType: 'video/mp4' },
	},
	{
		title: 'Upload URL',
		effect: 'charge',
		endpoint: 'upload_url',
		parameters: {
			resource: 'video',
			operation: 'uploadUrl',
			url: '=https://example.com/{{ $json.name }}.mp4',
		},
	},
	{
		title: 'Upload Images',
		effect: 'charge',
		endpoint: 'upload_img',
		parameters: { resource: 'image', operation: 'uploadImages', additionalFields: { uniqueId } },
		file: { fileName: 'a.png', mimeType: 'image/png' },
	},
	...(['private', 'public'] as const).map(
		(library): Operation => ({
			title: `Scrape Platform${library === 'public' ? ' (public)' : ''}`,
			effect: 'charge',
			endpoint: library === 'public' ? 'scraper_url_public' : 'scraper_url',
			parameters: {
				resource: 'video',
				operation: 'scrapePlatform',
				library,
				videoUrls: '=https://www.tiktok.com/@user/video/{{ $json.name }}',
			},
		}),
	),
	{
		title: 'Scrape Creator',
		effect: 'charge',
		endpoint: 'scraper',
		parameters: {
			resource: 'video',
			operation: 'scrapeCreator',
			creatorUrl: '=https://www.tiktok.com/@{{ $json.name }}',
			additionalFields: { scraperCount: 1 },
		},
	},
	{
		title: 'Scrape Hashtag',
		effect: 'charge',
		endpoint: 'scraper_tag',
		parameters: {
			resource: 'video',
			operation: 'scrapeHashtag',
			hashtags: '={{ $json.name }}',
			additionalFields: { scraperCount: 1 },
		},
	},
	{
		title: 'Ask About Videos',
		effect: 'charge',
		endpoint: 'chat',
		parameters: {
			resource: 'chat',
			operation: 'askVideos',
			videoNos: '={{ $json.name }}',
			prompt: 'When does a door open?',
		},
		ofVideos: true,
	},
	{
		title: 'Ask About Public Videos',
		effect: 'charge',
		endpoint: 'marketer_chat',
		parameters: { resource: 'chat', operation: 'askPublic', prompt: '=What is {{ $json.name }}?' },
	},
	{
		title: 'Ask Personal Memory',
		effect: 'charge',
		endpoint: 'chat_personal_stream',
		parameters: {
			resource: 'chat',
			operation: 'askPersonal',
			prompt: '=What is {{ $json.name }}?',
		},
		reply: 'events',
	},
	{
		title: 'Delete',
		effect: 'change',
		endpoint: 'delete_videos',
		parameters: { resource: 'video', operation: 'delete', videoNo: '={{ $json.name }}' },
		oneRequestForAll: true,
	},
	{
		title: 'Download',
		effect: 'charge',
		endpoint: 'download',
		parameters: { resource: 'video', operation: 'download', videoNo: '={{ $json.name }}' },
		ofVideos: true,
		reply: 'file',
	},
	{
		title: 'Move to Folder',
		effect: 'change',
		endpoint: 'folders/move',
		parameters: {
			resource: 'video',
			operation: 'move',
			videoNo: '={{ $json.name }}',
			folderId: '-1',
		},
		oneRequestForAll: true,
	},
	{
		title: 'Create Folder',
		effect: 'change',
		endpoint: 'folders/create',
		parameters: { resource: 'folder', operation: 'create', name: '={{ $json.name }}' },
	},
	{
		title: 'Rename Folder',
		effect: 'change',
		endpoint: 'folders/rename',
		parameters: {
			resource: 'folder',
			operation: 'rename',
			folderId: '={{ $json.folderId }}',
			name: '={{ $json.name }}',
		},
		needs: 'folders',
	},
	{
		title: 'Delete Folder',
		effect: 'change',
		endpoint: 'folders/delete',
		parameters: { resource: 'folder', operation: 'delete', folderId: '={{ $json.folderId }}' },
		traceOf: folderIdOf,
		needs: 'folders',
	},
	{
		title: 'Get Many Folders',
		effect: 'read',
		endpoint: 'folders',
		parameters: { resource: 'folder', operation: 'getAll' },
		sameForAll: true,
		// Of one, as much comes out as goes in.
		needs: 'folder',
	},
	{
		title: 'Add Memory',
		effect: 'charge',
		endpoint: 'memories/add',
		parameters: {
			resource: 'memory',
			operation: 'create',
			memories: { memory: [{ role: 'user', content: '={{ $json.name }}' }] },
		},
	},
	{
		title: 'Get Many Memories',
		effect: 'read',
		endpoint: 'memories',
		parameters: { resource: 'memory', operation: 'getAll', additionalFields: { uniqueId } },
		needs: 'memories',
	},
	{
		title: 'Search Memories',
		effect: 'read',
		endpoint: 'memories/search',
		parameters: {
			resource: 'memory',
			operation: 'search',
			query: '={{ $json.name }}',
			additionalFields: { uniqueId },
		},
		needs: 'memories',
	},
	{
		title: 'Get Many Unique IDs',
		effect: 'read',
		endpoint: 'list_unique_ids',
		parameters: { resource: 'uniqueId', operation: 'getAll' },
		sameForAll: true,
	},
	{
		title: 'Get',
		effect: 'read',
		endpoint: 'get_metadata',
		parameters: { resource: 'video', operation: 'get', videoNo: '={{ $json.name }}' },
	},
	{
		title: 'Get Many',
		effect: 'read',
		endpoint: 'list_videos',
		parameters: {
			resource: 'video',
			operation: 'getAll',
			filters: { videoNos: '={{ $json.name }}' },
		},
	},
	{
		title: 'Search',
		effect: 'read',
		endpoint: 'search',
		parameters: { resource: 'video', operation: 'search', query: '={{ $json.name }}' },
	},
	{
		title: 'Search by Image',
		effect: 'read',
		endpoint: 'search_similar_images',
		parameters: { resource: 'video', operation: 'searchByImage', additionalFields: { uniqueId } },
		file: { fileName: 'a.png', mimeType: 'image/png' },
	},
	{
		title: 'Find Clips by Image',
		effect: 'read',
		endpoint: 'search_clips_by_image',
		parameters: {
			resource: 'video',
			operation: 'findClips',
			videoNo: '={{ $json.name }}',
			prompt: 'the red shirt',
		},
		file: { fileName: 'a.png', mimeType: 'image/png' },
	},
	{
		title: 'Search (images)',
		effect: 'read',
		endpoint: 'search',
		parameters: { resource: 'image', operation: 'search', query: '={{ $json.name }}' },
	},
	{
		title: 'Wait Until Indexed',
		effect: 'read',
		endpoint: 'list_videos',
		parameters: { resource: 'video', operation: 'waitUntilIndexed', videoNos: '={{ $json.name }}' },
		oneRequestForAll: true,
	},
	{
		title: 'Get Status',
		effect: 'read',
		endpoint: 'get_video_ids_by_task_id',
		parameters: { resource: 'task', operation: 'get', taskId: '={{ $json.name }}' },
	},
	{
		title: 'Get Transcript',
		effect: 'read',
		endpoint: 'get_audio_transcription',
		parameters: { resource: 'transcript', operation: 'get', videoNo: '={{ $json.name }}' },
	},
	{
		title: 'Search Transcripts',
		effect: 'read',
		endpoint: 'search_audio_transcripts',
		// With the full stop it is said of one video alone.
		parameters: { resource: 'transcript', operation: 'search', query: '={{ $json.name }}.' },
	},
];

/** In bytes: few enough to come one by one. */
const VIDEO_SIZE = 64;

/** Puts into the library what the items ask for: a video, a namespace and an image of each's name. */
export function fillLibrary(sandbox: Sandbox, operation: Operation, items: number): void {
	const names = Array.from({ length: items }, (_, index) => nameOf(index));
	for (const name of names) {
		const video = newVideo(name, undefined, undefined);
		const within = newVideo(`${name}-within`, undefined, undefined);
		sandbox.videos.push({ ...video, status: 'PARSE', size: VIDEO_SIZE });
		sandbox.videos.push({ ...within, status: 'PARSE', uniqueId: name });
		sandbox.images.push(newImage(name));
	}
	sandbox.uniqueIds.add(DEFAULT_UNIQUE_ID);
	const { folders, memories } = holdingsFor(operation, names);
	sandbox.folders.push(...folders);
	sandbox.memories.push(...memories);
}

const stored = new Map<string, IBinaryData>();

/** Stores a file once for all runs: nothing changes it. */
async function storedFile(
	file: NonNullable<Operation['file']>,
	size: number,
): Promise<IBinaryData> {
	const name = `${size} ${file.fileName}`;
	const known = stored.get(name);
	if (known) return known;
	// In memory: simulated time does not wait for a disk.
	const data = await storeBinary({ content: { size }, ...file }, 'memory');
	stored.set(name, data);
	return data;
}

/**
 * @param size of the file, in bytes, where the operation sends one
 * @returns input items as the operation's parameters expect them
 */
export async function itemsFor(
	{ file }: Operation,
	count: number,
	size: number,
): Promise<INodeExecutionData[]> {
	const data = file && (await storedFile(file, size));
	return Array.from({ length: count }, (_, index) => ({
		json: { name: nameOf(index), folderId: folderIdOf(index) },
		...(data && { binary: { data: { ...data } } }),
	}));
}
