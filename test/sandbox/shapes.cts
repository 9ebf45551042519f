import addFormats from 'ajv-formats';
import { Ajv2020, type ErrorObject } from 'ajv/dist/2020';

import openapi from './openapi.json';
import type { Pair } from './recorder.cjs';
import { refuse } from './replies.cjs';
import type { Capture } from './state.cjs';

/** A JSON schema of one parameter. */
type Property = Record<string, unknown>;

/** The parameters that a call takes, in one place (query or body). */
export interface Shape<T> {
	/** Converts text values by the types of the schema, then checks. @throws {Refusal} */
	fromText(pairs: Pair[]): T;
	/** @throws {Refusal} naming the parameter that is wrong. */
	check(values: unknown): T;
}

const ajv = new Ajv2020({ discriminator: false });
addFormats(ajv);
ajv.addVocabulary(['example']);
ajv.addFormat('datetime-taken', {
	type: 'string',
	validate: (text) => toMilliseconds(text) !== undefined,
});

const httpUrl: Property = { type: 'string', format: 'uri', pattern: '^https?://' };
/** The 299 is documented for uploads; scrapes are held to it as well. */
const callback: Property = { ...httpUrl, maxLength: 299 };
const datetimeTaken: Property = { type: 'string', format: 'datetime-taken' };
/** Missing in the OpenAPI file, documented everywhere else. */
const uniqueId: Property = { type: 'string', minLength: 1 };
const count: Property = { type: 'integer', minimum: 1 };

export interface Scope {
	unique_id?: string;
	folder_id?: number;
}

export interface UploadFields extends Scope {
	callback?: string;
	datetime_taken?: string;
	camera_model?: string;
	latitude?: number;
	longitude?: number;
	tags?: string[];
	retain_original_video?: boolean;
	video_transcription_prompt?: string;
}

export interface UploadUrlFields extends UploadFields {
	url: string;
}

export interface ImageFields {
	unique_id?: string;
	datetime_taken?: string;
	camera_model?: string;
	latitude?: number;
	longitude?: number;
	tags?: string[];
}

export interface ScrapeFields extends Scope {
	callback_url?: string;
	callback?: string;
}

export interface ScrapeUrlFields extends ScrapeFields {
	video_urls: string[];
	tiktok_post_urls?: string[];
	quality?: string;
}

export interface ScrapeCreatorFields extends ScrapeFields {
	username: string;
	scraper_cnt?: number;
}

export interface ScrapeTagFields extends ScrapeFields {
	hash_tags: string[];
	scraper_cnt?: number;
}

export interface ListFields extends Scope {
	page?: number;
	size?: number;
	video_name?: string;
	video_no?: string;
	video_nos?: string[];
	status?: string;
	camera_model?: string;
	tag?: string;
	datetime_taken?: number;
	latitude?: number;
	longitude?: number;
}

/** Parameters that nobody looks at. */
export const anything: Shape<undefined> = { fromText: () => undefined, check: () => undefined };

export const nothing = shape<Record<string, never>>({}, []);

export const upload = shape<UploadFields>(
	{
		...component('UploadVideoRequest', 'file'),
		callback,
		datetime_taken: datetimeTaken,
		unique_id: uniqueId,
	},
	[],
	oneScope,
);

export const uploadUrl = shape<UploadUrlFields>(
	{
		...component('UploadVideoFromUrlRequest'),
		url: httpUrl,
		callback,
		datetime_taken: datetimeTaken,
		unique_id: uniqueId,
	},
	['url'],
	oneScope,
);

export const uploadImages = shape<ImageFields>(
	{
		...component('UploadImageRequest', 'files'),
		datetime_taken: datetimeTaken,
		unique_id: uniqueId,
	},
	[],
);

export const uploadV11 = shape<{ callback?: string }>({ callback }, []);
export const uploadUrlV11 = shape<{ url: string; callback?: string }>({ url: httpUrl, callback }, [
	'url',
]);
/** v1.0 alone takes the callback in the query, under this name. */
export const uploadQueryV10 = shape<{ callBackUri?: string }>({ callBackUri: callback }, []);

export const scrapeUrl = shape<ScrapeUrlFields>(
	{
		...component('UploadVideoFromPlatformUrlRequest'),
		callback_url: callback,
		unique_id: uniqueId,
	},
	['video_urls'],
	oneScope,
	postsOfOnePlatform,
);

/** `unique_id` is taken and ignored: the public library has no namespaces. */
export const scrapeUrlPublic = shape<ScrapeUrlFields>(
	{
		...component('UploadVideoFromPlatformUrlRequest', 'folder_id'),
		callback_url: callback,
		unique_id: uniqueId,
	},
	['video_urls'],
	postsOfOnePlatform,
);

export const scrapeCreator = shape<ScrapeCreatorFields>(
	{
		...component('UploadVideoFromCreatorRequest'),
		scraper_cnt: count,
		callback_url: callback,
		unique_id: uniqueId,
	},
	['username'],
	oneScope,
	profileUrl,
);

export const scrapeCreatorPublic = shape<ScrapeCreatorFields>(
	{
		...component('UploadVideoFromCreatorRequest', 'folder_id'),
		scraper_cnt: count,
		callback_url: callback,
	},
	['username'],
	profileUrl,
);

export const scrapeTag = shape<ScrapeTagFields>(
	{
		...component('UploadVideoFromHashtagRequest'),
		scraper_cnt: count,
		callback,
		unique_id: uniqueId,
	},
	['hash_tags'],
	oneScope,
	bareHashtags,
);

/** No callback is documented here; `unique_id` is taken and ignored. */
export const scrapeTagPublic = shape<ScrapeTagFields>(
	{
		...component('UploadVideoFromHashtagRequest', 'folder_id', 'callback'),
		scraper_cnt: count,
		unique_id: uniqueId,
	},
	['hash_tags'],
	bareHashtags,
);

export const getMetadata = shape<{ video_no: string; unique_id?: string }>(
	{ video_no: { type: 'string', minLength: 1 }, unique_id: uniqueId },
	['video_no'],
);

export const getTask = shape<{ task_id: string; unique_id?: string }>(
	{ task_id: { type: 'string', minLength: 1 }, unique_id: uniqueId },
	['task_id'],
);

export const listVideos = shape<ListFields>(
	{ ...component('ListVideosRequest'), unique_id: uniqueId },
	[],
	oneScope,
	({ latitude, longitude }) => {
		if ((latitude === undefined) !== (longitude === undefined)) {
			refuse('latitude and longitude must be given together.');
		}
	},
);

/** @returns what the client told about how the material was taken, as the reads answer it. */
export function captureOf(fields: ImageFields): Capture {
	const taken =
		fields.datetime_taken === undefined ? undefined : toMilliseconds(fields.datetime_taken);
	return {
		...(taken === undefined ? {} : { datetime_taken: taken }),
		...(fields.camera_model === undefined ? {} : { camera_model: fields.camera_model }),
		...(fields.latitude === undefined ? {} : { latitude: fields.latitude }),
		...(fields.longitude === undefined ? {} : { longitude: fields.longitude }),
	};
}

type RequestName =
	| 'ListVideosRequest'
	| 'UploadImageRequest'
	| 'UploadVideoFromCreatorRequest'
	| 'UploadVideoFromHashtagRequest'
	| 'UploadVideoFromPlatformUrlRequest'
	| 'UploadVideoFromUrlRequest'
	| 'UploadVideoRequest';

/** The properties of one of the vendor's own schemas, less some. */
function component(name: RequestName, ...without: string[]): Record<string, Property> {
	const schema: { properties?: Record<string, Property> } = openapi.components.schemas[name];
	return Object.fromEntries(
		Object.entries(schema.properties ?? {}).filter(([key]) => !without.includes(key)),
	);
}

function shape<T>(
	properties: Record<string, Property>,
	required: string[],
	...rules: ((values: T) => void)[]
): Shape<T> {
	const validate = ajv.compile<T>({
		type: 'object',
		properties,
		required,
		additionalProperties: false,
	});
	const check = (values: unknown): T => {
		if (!validate(values)) return explain(validate.errors?.[0]);
		for (const rule of rules) rule(values);
		return values;
	};
	return { check, fromText: (pairs) => check(convert(pairs, properties)) };
}

/** Wrong types and unknown words are deserialisation failures (0003), the rest is 0001. */
function explain(error: ErrorObject | undefined): never {
	if (!error) refuse('Parameters are not valid.');
	const { additionalProperty, missingProperty } = error.params as Record<string, unknown>;
	if (typeof additionalProperty === 'string') refuse(`Unknown parameter ${additionalProperty}.`);
	if (typeof missingProperty === 'string') refuse(`Missing parameter ${missingProperty}.`);
	const name = error.instancePath.slice(1) || 'Body';
	const code = error.keyword === 'type' || error.keyword === 'enum' ? '0003' : '0001';
	refuse(`${name} ${error.message ?? 'is not valid'}.`, code);
}

/** Text to the types of the schema. What cannot be converted stays text and is refused by type. */
function convert(pairs: Pair[], properties: Record<string, Property>): Record<string, unknown> {
	const values = new Map<string, unknown>();
	const lists = new Map<string, string[]>();
	for (const [name, text] of pairs) {
		const type = properties[name]?.['type'];
		if (type === 'array') {
			lists.set(name, [...(lists.get(name) ?? []), text]);
			continue;
		}
		if (values.has(name)) refuse(`Parameter ${name} was sent more than once.`);
		values.set(name, convertOne(text, type));
	}
	return Object.fromEntries([...values, ...lists]);
}

function convertOne(text: string, type: unknown): unknown {
	if (type === 'number' && /^-?\d+(\.\d+)?$/.test(text)) return Number(text);
	if (type === 'integer' && /^-?\d+$/.test(text)) return Number(text);
	if (type === 'boolean' && /^(true|false)$/.test(text)) return text === 'true';
	return text;
}

/** `yyyy-MM-dd HH:mm:ss`, a moment that exists; read as UTC. */
function toMilliseconds(text: string): number | undefined {
	if (!/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(text)) return undefined;
	const date = new Date(`${text.replace(' ', 'T')}Z`);
	if (Number.isNaN(date.getTime())) return undefined;
	const exists = date.toISOString().startsWith(text.replace(' ', 'T'));
	return exists ? date.getTime() : undefined;
}

function oneScope({ unique_id, folder_id }: Scope): void {
	if (unique_id !== undefined && folder_id !== undefined) {
		refuse('unique_id and folder_id must not be given together.');
	}
}

const PLATFORMS = {
	tiktok: ['tiktok.com'],
	youtube: ['youtube.com', 'youtu.be'],
	instagram: ['instagram.com'],
};

function platformOf(url: string): string | undefined {
	if (!URL.canParse(url)) return undefined;
	const { hostname } = new URL(url);
	const found = Object.entries(PLATFORMS).find(([, hosts]) =>
		hosts.some((host) => hostname === host || hostname.endsWith(`.${host}`)),
	);
	return found?.[0];
}

function postsOfOnePlatform({ video_urls, tiktok_post_urls = [] }: ScrapeUrlFields): void {
	const urls = [...video_urls, ...tiktok_post_urls];
	if (urls.length === 0) refuse('video_urls must not be empty.');
	if (urls.length > 50) refuse('video_urls must have at most 50 items.');
	const platforms = new Set(urls.map(platformOf));
	if (platforms.has(undefined)) refuse('video_urls must be on TikTok, YouTube or Instagram.');
	if (platforms.size > 1) refuse('video_urls must all be from the same platform.');
}

function profileUrl({ username }: ScrapeCreatorFields): void {
	if (platformOf(username) === undefined) {
		refuse('username must be a profile URL on TikTok, YouTube or Instagram.');
	}
}

function bareHashtags({ hash_tags }: ScrapeTagFields): void {
	if (hash_tags.length === 0) refuse('hash_tags must not be empty.');
	if (hash_tags.some((tag) => tag === '' || tag.includes('#'))) {
		refuse('hash_tags must be words without #.');
	}
}
