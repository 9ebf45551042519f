import type { ApiClient } from '../../../nodes/MemoriesAi/api/client';
import { endpoints } from '../../../nodes/MemoriesAi/api/endpoints';
import type { Account } from '../../../nodes/MemoriesAi/transport/account';
import type { Endpoint } from '../../../nodes/MemoriesAi/transport/endpoint';
import type { Fields } from '../../../nodes/MemoriesAi/transport/fields';
import type { Json, JsonObject } from '../../../nodes/MemoriesAi/transport/json';
import { check, checkAccounts } from '../../../nodes/MemoriesAi/wait/check';
import type { Job, Progress } from '../../../nodes/MemoriesAi/wait/job';
import { begin, PRESENT } from '../../../nodes/MemoriesAi/wait/job';

const names = new Map<Endpoint, string>([
	[endpoints.video.get, 'getMetadata'],
	[endpoints.task.getStatus, 'getTaskStatus'],
	[endpoints.video.list, 'listVideos'],
]);

interface Api {
	readonly client: ApiClient;
	/** Name of the endpoint and the fields, in order of the calls. */
	readonly calls: Array<[name: string, fields: Fields]>;
}

/** The ids that a call asks for. */
function idsOf({ videoNo, videoNos }: Fields): string[] {
	const ids: unknown[] = Array.isArray(videoNos) ? videoNos : [videoNo];
	return ids.filter((id) => typeof id === 'string');
}

/** Knows the videos it is given by number; a task's list comes as it is given. */
function api(
	library: Readonly<Record<string, Json>>,
	tasks: Readonly<Record<string, Json>> = {},
	id = 'account',
): Api {
	const calls: Api['calls'] = [];
	const known = (videoNo: string): Json => library[videoNo] ?? null;
	const answers = new Map<Endpoint, (fields: Fields) => Json>([
		[endpoints.video.get, (fields) => idsOf(fields).map(known)[0] ?? null],
		[
			endpoints.task.getStatus,
			({ taskId }) => (typeof taskId === 'string' ? tasks[taskId] : undefined) ?? null,
		],
		[
			endpoints.video.list,
			(fields) => {
				const videos = idsOf(fields)
					.map(known)
					.filter((video) => video !== null);
				return { videos, total_count: String(videos.length) };
			},
		],
	]);
	const request: ApiClient['request'] = async (endpoint, fields) => {
		const name = names.get(endpoint) ?? 'none';
		calls.push([name, fields]);
		const answer = answers.get(endpoint);
		if (!answer) throw new Error(`${name} is not asked in a wait`);
		return await Promise.resolve(answer(fields));
	};
	return { client: clientWith(request, id), calls };
}

/** A client of which only requests are made. */
function clientWith(request: ApiClient['request'], id = 'a'): ApiClient {
	const other = async () => await Promise.reject(new Error('A wait makes requests only'));
	return {
		account: accountOf(id),
		check: () => undefined,
		request,
		download: other,
		stream: other,
	};
}

function accountOf(id: string): Account {
	return { id, baseUrl: '', apiVersion: 'v1', credential: {}, redact: (text) => text };
}

function video(videoNo: string, status: Json = 'PARSE'): JsonObject {
	return { video_no: videoNo, status };
}

function upload(videoNo: string, uniqueId?: string): Progress {
	return begin({ item: 0, json: { videoNo }, videoNo, uniqueId });
}

function scrape(details: Partial<Job> = {}): Progress {
	return begin({ item: 0, json: { taskId: 'task' }, taskId: 'task', ...details });
}

function statusesOf(progress: readonly Progress[]) {
	return progress.map(({ videos }) => videos.map(({ status }) => status));
}

function countCalls({ calls }: Api): Record<string, number> {
	const counts: Record<string, number> = {};
	for (const [name] of calls) counts[name] = (counts[name] ?? 0) + 1;
	return counts;
}

function many(count: number, prefix = 'VI'): string[] {
	return Array.from({ length: count }, (_, index) => `${prefix}${index}`);
}

function libraryOf(videoNos: string[], status?: Json): Record<string, Json> {
	return Object.fromEntries(videoNos.map((videoNo) => [videoNo, video(videoNo, status)]));
}

describe('calls per look', () => {
	it.each([
		[1, 1],
		[10, 1],
		[50, 1],
		[100, 1],
		[101, 2],
		[250, 3],
	])('%i uploads cost %i', async (count, calls) => {
		const videoNos = many(count);
		const { client, calls: made } = api(libraryOf(videoNos));
		const result = await check(
			client,
			videoNos.map((videoNo) => upload(videoNo)),
			'indexed',
		);

		expect(made).toHaveLength(calls);
		expect(statusesOf(result)).toEqual(videoNos.map(() => ['PARSE']));
		// Every id is asked for, and all that are asked for together fit onto one page.
		expect(made.flatMap(([, fields]) => idsOf(fields))).toEqual(videoNos);
		for (const [, fields] of made) {
			expect(fields).toMatchObject({ page: 1, size: idsOf(fields).length });
		}
	});

	it('the same number twice is asked for once', async () => {
		const { client, calls } = api(libraryOf(['VI1']));
		const result = await check(client, [upload('VI1'), upload('VI1')], 'indexed');

		expect(calls).toEqual([['listVideos', { videoNos: ['VI1'], page: 1, size: 1 }]]);
		expect(statusesOf(result)).toEqual([['PARSE'], ['PARSE']]);
	});

	it('each Unique ID costs one more, and so does each public id', async () => {
		const videoNos = ['VI1', 'VI2', 'VI3', 'VI5', 'PI-4'];
		const server = api(libraryOf(videoNos));
		const progress = [
			upload('VI1'),
			upload('VI2', 'a'),
			upload('VI3', 'b'),
			upload('VI5', 'b'),
			upload('PI-4'),
		];
		const result = await check(server.client, progress, 'indexed');

		expect(statusesOf(result)).toEqual(videoNos.map(() => ['PARSE']));
		expect(server.calls).toEqual([
			['listVideos', { videoNos: ['VI1'], uniqueId: undefined, page: 1, size: 1 }],
			['listVideos', { videoNos: ['VI2'], uniqueId: 'a', page: 1, size: 1 }],
			['listVideos', { videoNos: ['VI3', 'VI5'], uniqueId: 'b', page: 1, size: 2 }],
			['getMetadata', { videoNo: 'PI-4', uniqueId: undefined }],
		]);
	});

	it('what final videos hold is asked for only when all are final, where it can wait', async () => {
		const tasks = { task: { videos: [video('VI1'), video('VI2', 'UNPARSE')] } };
		const server = api(libraryOf(['VI1', 'VI2']), tasks);
		const first = await check(server.client, [scrape()], 'indexed', 'atEnd');
		expect(countCalls(server)).toEqual({ getTaskStatus: 1 });

		tasks.task.videos = [video('VI1'), video('VI2')];
		const [last] = await check(server.client, first, 'indexed', 'atEnd');
		expect(countCalls(server)).toEqual({ getTaskStatus: 2, listVideos: 1 });
		expect(last?.videos.every(({ metadata }) => metadata)).toBe(true);
	});

	it('what is done is not asked for again', async () => {
		const server = api({ ...libraryOf(['VI1']), ...libraryOf(['VI2'], 'UNPARSE') });
		const first = await check(server.client, [upload('VI1'), upload('VI2')], 'indexed');
		const second = await check(server.client, first, 'indexed');

		expect(server.calls.map(([, { videoNos }]) => videoNos)).toEqual([['VI1', 'VI2'], ['VI2']]);
		expect(second[0]).toBe(first[0]);
	});

	it('the videos of ten tasks cost one more than the tasks', async () => {
		const taskIds = many(10, 'task');
		const tasks = Object.fromEntries(
			taskIds.map((taskId) => [taskId, { video_ids: [`VI-${taskId}`] }]),
		);
		const server = api(libraryOf(taskIds.map((taskId) => `VI-${taskId}`)), tasks);
		await check(
			server.client,
			taskIds.map((taskId) => scrape({ taskId })),
			'indexed',
		);

		expect(countCalls(server)).toEqual({ getTaskStatus: 10, listVideos: 1 });
	});
});

describe('an upload', () => {
	it.each<[what: string, reply: Json, status: string | undefined]>([
		['is not known yet', null, undefined],
		['has no status', { video_no: 'VI1' }, undefined],
		['has the status null', video('VI1', null), undefined],
		['has the status "null"', video('VI1', 'null'), undefined],
		['has an unknown status', video('VI1', 'Queued'), 'QUEUED'],
		['is indexed', video('VI1'), 'PARSE'],
		['has failed', video('VI1', 'failed'), 'FAILED'],
		['is called otherwise', { videoNo: 'VI1', status: 'PARSE' }, 'PARSE'],
	])('that %s', async (_what, reply, status) => {
		for (const uniqueId of [undefined, 'a']) {
			const { client } = api({ VI1: reply });
			const result = await check(client, [upload('VI1', uniqueId)], 'indexed');

			expect(statusesOf(result)).toEqual([[status]]);
		}
	});

	it('keeps its last known status when a later look does not find it', async () => {
		const first = await check(
			api(libraryOf(['VI1'], 'UNPARSE')).client,
			[upload('VI1')],
			'indexed',
		);
		const second = await check(api({}).client, first, 'indexed');

		expect(second[0]?.videos).toMatchObject([{ videoNo: 'VI1', status: 'UNPARSE' }]);
	});
});

describe('a task', () => {
	it.each<[what: string, reply: Json]>([
		['unknown', null],
		['with an empty list of videos', { videos: [] }],
		['with an empty list of ids', { taskId: 'task', video_ids: [] }],
		['without a list', {}],
	])('%s is still downloading', async (_what, reply) => {
		const server = api({}, { task: reply });
		const result = await check(server.client, [scrape()], 'indexed');

		expect(statusesOf(result)).toEqual([[]]);
		expect(server.calls).toHaveLength(1);
	});

	it('asks under the Unique ID of the scrape', async () => {
		const { client, calls } = api({}, { task: { videos: [] } });
		await check(client, [scrape({ uniqueId: 'a' })], 'indexed');

		expect(calls).toEqual([['getTaskStatus', { taskId: 'task', uniqueId: 'a' }]]);
	});

	it('with a status in its list is believed, and what is final is asked for once', async () => {
		const videos = [video('VI1'), video('VI2', 'UNPARSE'), video('VI3', 'FAILED')];
		const server = api(libraryOf(['VI1', 'VI3']), { task: { videos } });
		const first = await check(server.client, [scrape()], 'indexed');
		await check(server.client, first, 'indexed');

		expect(statusesOf(first)).toEqual([['PARSE', 'UNPARSE', 'PARSE']]);
		expect(server.calls.map(([name, { videoNos }]) => [name, videoNos])).toEqual([
			['getTaskStatus', undefined],
			['listVideos', ['VI1', 'VI3']],
			['getTaskStatus', undefined],
		]);
	});

	it('with bare ids gets each status from the library', async () => {
		const library = { ...libraryOf(['VI1']), ...libraryOf(['VI2'], 'UNPARSE') };
		const server = api(library, { task: { video_ids: ['VI1', 'VI2', 'VI3'] } });
		const result = await check(server.client, [scrape()], 'indexed');

		expect(statusesOf(result)).toEqual([['PARSE', 'UNPARSE', undefined]]);
		expect(countCalls(server)).toEqual({ getTaskStatus: 1, listVideos: 1 });
	});

	it('with ids as numbers, in either spelling', async () => {
		const server = api({}, { task: { videos: [{ videoNo: 7, status: 'parse' }] } });
		const result = await check(server.client, [scrape()], 'indexed');

		expect(result[0]?.videos).toMatchObject([{ videoNo: '7', status: 'PARSE' }]);
	});

	it('whose public ids the API says nothing about has them, and that is all', async () => {
		const server = api({}, { task: { video_ids: ['PI-1'] } });
		const result = await check(server.client, [scrape()], 'indexed');

		expect(statusesOf(result)).toEqual([[PRESENT]]);
	});

	it('what is known of a video stays, and ids that come and go follow the list', async () => {
		const tasks: Record<string, Json> = { task: { videos: [video('VI1')] } };
		const server = api(libraryOf(['VI1', 'VI2']), tasks);
		const first = await check(server.client, [scrape({ expected: 3 })], 'indexed');
		tasks.task = { videos: [video('VI2'), video('VI1')] };
		const second = await check(server.client, first, 'indexed');
		tasks.task = { videos: [video('VI2')] };
		const third = await check(server.client, second, 'indexed');

		expect(second[0]?.videos).toMatchObject([{ videoNo: 'VI2' }, { videoNo: 'VI1' }]);
		expect(second[0]?.videos[1]?.metadata).toEqual(video('VI1'));
		expect(third[0]?.videos).toHaveLength(1);
		// The metadata of each is asked for once.
		expect(server.calls.flatMap(([, fields]) => idsOf(fields))).toEqual(['VI1', 'VI2']);
	});

	it('a video whose end is known is not asked for again while others are under way', async () => {
		const library = { ...libraryOf(['PI-1']), ...libraryOf(['PI-2'], 'UNPARSE') };
		const server = api(library, { task: { video_ids: ['PI-1', 'PI-2'] } });
		const first = await check(server.client, [scrape({ expected: 2 })], 'indexed');
		await check(server.client, first, 'indexed');

		expect(server.calls.flatMap(([, fields]) => idsOf(fields))).toEqual(['PI-1', 'PI-2', 'PI-2']);
	});
});

it('the limit of one task status per second is kept: one is asked for after the other', async () => {
	let open = 0;
	let most = 0;
	const request = async () => {
		most = Math.max(most, ++open);
		await Promise.resolve();
		open--;
		return { videos: [] };
	};
	await check(clientWith(request), [scrape({ taskId: 'a' }), scrape({ taskId: 'b' })], 'indexed');

	expect(most).toBe(1);
});

it('does not hide that the API refuses to say', async () => {
	const client = clientWith(async () => await Promise.reject(new Error('0401')));

	await expect(check(client, [upload('VI1')], 'indexed')).rejects.toThrow('0401');
});

it('each account is asked about its own jobs, together, and nothing changes places', async () => {
	const one = api(libraryOf(['VI1', 'VI3']), {}, 'one');
	const two = api(libraryOf(['VI2'], 'UNPARSE'), {}, 'two');
	const clients = [one.client, two.client, one.client];
	const progress = ['VI1', 'VI2', 'VI3'].map((videoNo, item) =>
		begin({ item, json: { videoNo }, videoNo }),
	);
	const result = await checkAccounts(
		async (item) => await Promise.resolve(clients[item] ?? one.client),
		progress,
		'indexed',
	);

	expect(statusesOf(result)).toEqual([['PARSE'], ['UNPARSE'], ['PARSE']]);
	expect(one.calls.map(([, { videoNos }]) => videoNos)).toEqual([['VI1', 'VI3']]);
	expect(two.calls.map(([, { videoNos }]) => videoNos)).toEqual([['VI2']]);
});
