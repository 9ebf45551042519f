import type { AuthScheme } from './auth.cjs';
import type { Endpoint } from './endpoint.cjs';
import { checkFiles, type FileRule, imageFiles, videoFile } from './fileRules.cjs';
import {
	getMetadata,
	getTask,
	getFoldersV11,
	listUniqueIds,
	listVideos,
	listVideosV11,
	searchDb,
} from './reads.cjs';
import { mediaTypeOf, type RequestRecord } from './recorder.cjs';
import { Refusal, refuse, type Reply, spring } from './replies.cjs';
import { scrapeCreator, scrapeTags, scrapeUrls } from './scrapes.cjs';
import * as shapes from './shapes.cjs';
import type { Shape } from './shapes.cjs';
import { uploadImages, uploadV1, uploadV10, uploadV11 } from './uploads.cjs';
import type { Call, World } from './world.cjs';

type Encoding = 'multipart/form-data' | 'application/x-www-form-urlencoded' | 'application/json';

/** A POST: what is in its query (nothing, save for v1.0), its body and its files. */
interface Post<Q, B> {
	name: string;
	path: string;
	auth?: AuthScheme;
	encoding: Encoding;
	query: Shape<Q>;
	body: Shape<B>;
	files?: FileRule;
	work(call: Call<Q, B>, world: World): Reply;
}

const FORM = 'application/x-www-form-urlencoded';
const JSON_BODY = 'application/json';
const MULTIPART = 'multipart/form-data';

function post<Q, B>(row: Post<Q, B>): Endpoint {
	const { name, path, auth = 'raw', encoding } = row;
	const readBody = (record: RequestRecord): B => {
		if (encoding !== JSON_BODY) return row.body.fromText(record.fields);
		if (record.json === undefined) refuse('JSON parse error: the body is not JSON.', '0003');
		return row.body.check(record.json);
	};
	return {
		name,
		method: 'POST',
		path,
		auth,
		answer(record, world) {
			if (mediaTypeOf(record) !== encoding) throw new Refusal(spring(415, path));
			const query = row.query.fromText(record.query);
			if (row.files) {
				// A file part without filename arrives as a field; say what is wrong with it.
				const { field } = row.files;
				if (record.fields.some(([key]) => key === field)) refuse(`${field} has no filename.`);
				checkFiles(record.files, row.files, world.settings);
			}
			return row.work({ query, body: readBody(record), files: record.files }, world);
		},
	};
}

function get<Q>(row: {
	name: string;
	path: string;
	auth?: AuthScheme;
	query: Shape<Q>;
	work(call: Call<Q, undefined>, world: World): Reply;
}): Endpoint {
	const { name, path, auth = 'raw' } = row;
	return {
		name,
		method: 'GET',
		path,
		auth,
		answer: (record, world) =>
			row.work({ query: row.query.fromText(record.query), body: undefined, files: [] }, world),
	};
}

/** A scrape in its private and its public variant. */
function scrape<B>(
	name: string,
	bodies: { private: Shape<B>; public: Shape<B> },
	work: (body: B, library: 'private' | 'public', world: World) => Reply,
): Endpoint[] {
	return (['private', 'public'] as const).map((library) => {
		const variant = library === 'private' ? name : `${name}_public`;
		return post({
			name: variant,
			path: `/serve/api/v1/${variant}`,
			encoding: JSON_BODY,
			query: shapes.nothing,
			body: bodies[library],
			work: ({ body }, world) => work(body, library, world),
		});
	});
}

/** Every call that the sandbox knows. A new one is one entry. */
export const endpoints: Endpoint[] = [
	post({
		name: 'upload',
		path: '/serve/api/v1/upload',
		encoding: MULTIPART,
		query: shapes.nothing,
		body: shapes.upload,
		files: videoFile,
		work: ({ body, files }, world) => uploadV1(body, files[0], undefined, world),
	}),
	post({
		name: 'upload_url',
		path: '/serve/api/v1/upload_url',
		encoding: FORM,
		query: shapes.nothing,
		body: shapes.uploadUrl,
		work: ({ body }, world) => uploadV1(body, undefined, body.url, world),
	}),
	post({
		name: 'upload_img',
		path: '/serve/api/v1/upload_img',
		encoding: MULTIPART,
		query: shapes.nothing,
		body: shapes.uploadImages,
		files: imageFiles,
		work: ({ body, files }, world) => uploadImages(body, files, world),
	}),
	...scrape(
		'scraper_url',
		{ private: shapes.scrapeUrl, public: shapes.scrapeUrlPublic },
		scrapeUrls,
	),
	...scrape(
		'scraper',
		{ private: shapes.scrapeCreator, public: shapes.scrapeCreatorPublic },
		scrapeCreator,
	),
	...scrape(
		'scraper_tag',
		{ private: shapes.scrapeTag, public: shapes.scrapeTagPublic },
		scrapeTags,
	),
	get({
		name: 'get_metadata',
		path: '/serve/api/v1/get_metadata',
		query: shapes.getMetadata,
		work: ({ query }, world) => getMetadata(query, world),
	}),
	get({
		name: 'get_video_ids_by_task_id',
		path: '/serve/api/v1/get_video_ids_by_task_id',
		query: shapes.getTask,
		work: ({ query }, world) => getTask(query, world),
	}),
	post({
		name: 'list_videos',
		path: '/serve/api/v1/list_videos',
		encoding: JSON_BODY,
		query: shapes.nothing,
		body: shapes.listVideos,
		work: ({ body }, world) => listVideos(body, world),
	}),
	get({
		name: 'list_unique_ids',
		path: '/serve/api/v1/list_unique_ids',
		query: shapes.nothing,
		work: (_call, world) => listUniqueIds(world),
	}),
	post({
		name: 'v1.1/upload',
		path: '/serve/api/video/upload',
		encoding: MULTIPART,
		query: shapes.nothing,
		body: shapes.uploadV11,
		files: videoFile,
		work: ({ body, files }, world) => uploadV11(body.callback, files[0], undefined, world),
	}),
	post({
		name: 'v1.1/upload_url',
		path: '/serve/api/video/upload_url',
		encoding: FORM,
		query: shapes.nothing,
		body: shapes.uploadUrlV11,
		work: ({ body }, world) => uploadV11(body.callback, undefined, body.url, world),
	}),
	post({
		name: 'v1.1/list_videos',
		path: '/serve/api/video/list_videos',
		encoding: JSON_BODY,
		query: shapes.nothing,
		body: shapes.listVideos,
		work: ({ body }, world) => listVideosV11(body, world),
	}),
	get({
		name: 'v1.1/get_folder',
		path: '/serve/api/video/get_folder',
		query: shapes.nothing,
		work: getFoldersV11,
	}),
	post({
		name: 'v1.0/upload',
		path: '/api/serve/video/upload',
		auth: 'bearer',
		encoding: MULTIPART,
		query: shapes.uploadQueryV10,
		body: shapes.nothing,
		files: videoFile,
		work: ({ query, files }, world) => uploadV10(query.callBackUri, files[0], world),
	}),
	get({
		name: 'v1.0/searchDB',
		path: '/api/serve/video/searchDB',
		auth: 'bearer',
		query: shapes.anything,
		work: searchDb,
	}),
];
