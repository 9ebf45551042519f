import type { Schema } from '../sandbox/schema.cjs';

/** Where the vendor's OpenAPI file and the vendor's documents disagree, and the documents are right. */
interface Exception {
	/** In words. */
	readonly why: string;
	/** Of the wire contract. */
	readonly section: string;
}

/** A field that the documents of a call have, and the file has not. */
export interface FieldException extends Exception {
	readonly field: string;
	readonly in: 'body' | 'query';
	readonly schema: Schema;
	/** By method and path. */
	readonly calls: readonly string[];
}

/** A call that the documents have, and the file has not. */
export interface CallException extends Exception {
	readonly call: string;
	/** The call of the file that its documents liken it to: its parameters are of the same types. */
	readonly like: string;
	/** Those of its parameters that it has; all unless given. */
	readonly only?: readonly string[];
}

/** @returns the method and path of a call of the current generation */
function v1(method: 'GET' | 'POST', name: string): string {
	return `${method} /serve/api/v1/${name}`;
}

const namespace: Schema = { type: 'string', minLength: 1 };

export const fieldExceptions: readonly FieldException[] = [
	{
		field: 'unique_id',
		in: 'body',
		schema: namespace,
		calls: [
			v1('POST', 'upload'),
			v1('POST', 'upload_url'),
			v1('POST', 'upload_img'),
			v1('POST', 'scraper_url'),
			v1('POST', 'scraper'),
			v1('POST', 'scraper_tag'),
			v1('POST', 'list_videos'),
			v1('POST', 'chat'),
			v1('POST', 'chat_stream'),
			v1('POST', 'chat_personal_stream'),
			v1('POST', 'search'),
			v1('POST', 'search_similar_images'),
			v1('POST', 'search_clips_by_image'),
			v1('POST', 'download'),
			v1('POST', 'memories/add'),
			v1('POST', 'memories'),
			v1('POST', 'memories/search'),
		],
		why: 'All documents but the file have namespaces, and the vendor’s own tools use them.',
		section: 'Conflicts between sources: Scope of uploads',
	},
	{
		field: 'unique_id',
		in: 'query',
		schema: namespace,
		calls: [
			v1('GET', 'get_metadata'),
			v1('GET', 'get_video_ids_by_task_id'),
			v1('GET', 'get_audio_transcription'),
			v1('GET', 'get_video_caption'),
			v1('GET', 'search_audio_transcripts'),
		],
		why: 'What is in a namespace is only found under it.',
		section: 'Conflicts between sources: Scope of uploads',
	},
	{
		field: 'unique_id',
		in: 'query',
		schema: namespace,
		calls: [v1('POST', 'delete_videos')],
		why: 'The body is a bare list, so the namespace is in the query, as in the code sample.',
		section: 'Conflicts between sources: `delete_videos` `unique_id`',
	},
	{
		field: 'callBackUri',
		in: 'query',
		schema: { type: 'string', format: 'uri' },
		calls: ['POST /api/serve/video/upload'],
		why: 'Version 1.0 has the callback in the query, under this name.',
		section: 'Conflicts between sources: Place of `callback`',
	},
];

export const callExceptions: readonly CallException[] = [
	{
		call: v1('POST', 'scraper_url_public'),
		like: v1('POST', 'scraper_url'),
		only: ['video_urls', 'tiktok_post_urls', 'callback_url', 'quality'],
		why: 'The public twin has a page of its own; the public library has no folders.',
		section: '1.4',
	},
	{
		call: v1('POST', 'scraper_public'),
		like: v1('POST', 'scraper'),
		only: ['username', 'scraper_cnt', 'callback_url'],
		why: 'The vendor lists the public twin as a page, and clients use it.',
		section: '2.1',
	},
	{
		call: v1('POST', 'scraper_tag_public'),
		like: v1('POST', 'scraper_tag'),
		only: ['hash_tags', 'scraper_cnt'],
		why: 'The public twin has a page of its own, with neither folder nor callback.',
		section: '2.2',
	},
	{
		call: v1('POST', 'chat_stream'),
		like: v1('POST', 'chat'),
		why: 'The documents have the same question with an answer word by word.',
		section: '2.6',
	},
	{
		call: v1('POST', 'marketer_chat_stream'),
		like: v1('POST', 'marketer_chat'),
		why: 'The documents have the same question with an answer word by word.',
		section: '3.11',
	},
	{
		call: v1('GET', 'search_public_audio_transcripts'),
		like: v1('GET', 'search_audio_transcripts'),
		why: 'The public twin has a page of its own.',
		section: '3.3',
	},
	{
		call: v1('POST', 'search_similar_images'),
		like: v1('POST', 'search_public_similar_images'),
		only: ['file', 'similarity'],
		why: 'The private twin has a page of its own, and was seen to work.',
		section: '3.4',
	},
	{
		call: v1('GET', 'list_unique_ids'),
		like: v1('GET', 'folders'),
		why: 'It has pages of its own and takes nothing, as the list of folders.',
		section: '3.9',
	},
	{
		call: 'POST /serve/api/video/upload',
		like: v1('POST', 'upload'),
		only: ['file', 'callback'],
		why: 'Version 1.1; the file has the current one alone.',
		section: '1.6',
	},
	{
		call: 'POST /serve/api/video/upload_url',
		like: v1('POST', 'upload_url'),
		only: ['url', 'callback'],
		why: 'Version 1.1; the file has the current one alone.',
		section: '1.6',
	},
	{
		call: 'POST /api/serve/video/upload',
		like: v1('POST', 'upload'),
		only: ['file'],
		why: 'Version 1.0; the file has the current one alone.',
		section: '1.7',
	},
];

/** All exceptions; a test takes one away at a time, to see that it is needed. */
export type Exceptions = readonly (FieldException | CallException)[];

export const exceptions: Exceptions = [...fieldExceptions, ...callExceptions];

export function isCallException(one: FieldException | CallException): one is CallException {
	return 'like' in one;
}
