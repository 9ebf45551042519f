import { NodeApiError } from 'n8n-workflow';
import type { ApiClient } from '../../../nodes/MemoriesAi/api/client';
import type { WebhookClient } from '../../../nodes/MemoriesAi/api/webhookClient';
import type { Fields } from '../../../nodes/MemoriesAi/transport/fields';
import type { Json } from '../../../nodes/MemoriesAi/transport/json';
import type { Account } from '../../../nodes/MemoriesAi/transport/account';
import { Lookup } from '../../../nodes/MemoriesAi/trigger/lookup';
import { LookupQueue } from '../../../nodes/MemoriesAi/trigger/lookupQueue';

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

const ACCOUNT: Account = {
	id: 'account',
	baseUrl: 'https://example.com',
	apiVersion: 'v1',
	credential: {},
	redact: (text) => text,
};

function refusal(httpCode: string): NodeApiError {
	const node = {
		id: '1',
		name: 'Trigger',
		type: 'trigger',
		typeVersion: 1,
		position: [0, 0] as [number, number],
		parameters: {},
	};
	return new NodeApiError(node, { message: 'refused' }, { message: 'refused', httpCode });
}

async function notAskedFor(): Promise<never> {
	return await Promise.reject(new Error('No callback is looked for like this'));
}

interface Asked {
	path: string;
	fields: Fields;
	at: number;
}

/**
 * An API that holds some videos by namespace ('' is the default one).
 *
 * @param trouble what becomes of a request instead of its answer
 */
function apiWith(
	library: Record<string, string[]>,
	trouble: (asked: Asked) => Error | 'hang' | undefined = () => undefined,
) {
	const asked: Asked[] = [];
	const answer = ({ path, fields }: Asked): Json => {
		if (path === 'list_unique_ids') return { unique_ids: ['default', ...Object.keys(library)] };
		const held = library[typeof fields.uniqueId === 'string' ? fields.uniqueId : ''] ?? [];
		const wanted = Array.isArray(fields.videoNos) ? fields.videoNos : [];
		const videos = held.filter((videoNo) => wanted.includes(videoNo));
		return { videos: videos.map((video_no) => ({ video_no, status: 'PARSE' })) };
	};
	const strict: ApiClient = {
		account: ACCOUNT,
		check: () => {},
		download: notAskedFor,
		stream: notAskedFor,
		request: async ({ routes }, fields) => {
			const path = routes.v1?.path.split('/').at(-1) ?? '';
			const request = { path, fields, at: Date.now() };
			asked.push(request);
			const wrong = trouble(request);
			if (wrong === 'hang') return await new Promise<Json>(() => {});
			if (wrong) throw wrong;
			return answer(request);
		},
	};
	const client: WebhookClient = { ...strict, strict, isInTime: () => true };
	return { client, asked };
}

function lookupOf(client: WebhookClient, videoNo: string, uniqueIds: string[] = []) {
	return new Lookup(
		client,
		{ event: 'video.indexed', status: 'PARSE', videoNo, body: {} },
		uniqueIds,
	);
}

/** What became of each, when all is over. */
async function resultsOf(lookups: Lookup[]): Promise<unknown[]> {
	const results = Promise.all(
		lookups.map(
			async ({ result }) =>
				await result.then(
					(found) => found?.video_no ?? 'unknown',
					(error: unknown) => (error instanceof Error ? error.message : error),
				),
		),
	);
	await jest.advanceTimersByTimeAsync(60_000);
	return await results;
}

function numbered(count: number, prefix = 'VI'): string[] {
	return Array.from({ length: count }, (_, index) => `${prefix}${String(index)}`);
}

const pathsOf = (asked: Asked[]) =>
	asked.map(({ path, fields: { uniqueId } }) =>
		typeof uniqueId === 'string' ? `${path} ${uniqueId}` : path,
	);

it('asks for the first at once and for those that come meanwhile together', async () => {
	const videos = numbered(100);
	const { client, asked } = apiWith({ '': videos });
	const queue = new LookupQueue();
	const lookups = videos.map((videoNo) => lookupOf(client, videoNo));
	for (const lookup of lookups) queue.add(lookup);
	expect(await resultsOf(lookups)).toEqual(videos);
	expect(asked.map(({ fields }) => fields.videoNos)).toEqual([['VI0'], videos.slice(1)]);
});

it('has an answer from every namespace for a hundred forged ones, in a request for each', async () => {
	const { client, asked } = apiWith({ one: [], two: ['VI1'], three: [] });
	const queue = new LookupQueue();
	const forged = numbered(100, 'VI9').map((videoNo) => lookupOf(client, videoNo));
	for (const lookup of forged) queue.add(lookup);
	expect(new Set(await resultsOf(forged))).toEqual(new Set(['unknown']));
	expect(pathsOf(asked)).toEqual([
		'list_videos',
		'list_unique_ids',
		'list_videos one',
		'list_videos two',
		'list_videos three',
		'list_videos',
	]);
});

it('asks in the namespaces that are given, and in no others', async () => {
	const { client, asked } = apiWith({ one: ['VI1'], two: ['VI2'] });
	const queue = new LookupQueue();
	const lookups = [lookupOf(client, 'VI1', ['two']), lookupOf(client, 'VI2', ['two'])];
	for (const lookup of lookups) queue.add(lookup);
	expect(await resultsOf(lookups)).toEqual(['unknown', 'VI2']);
	expect(new Set(pathsOf(asked))).toEqual(new Set(['list_videos', 'list_videos two']));
});

it('remembers the Unique IDs for a minute', async () => {
	const { client, asked } = apiWith({ one: ['VI1', 'VI2', 'VI3'] });
	const queue = new LookupQueue();
	const lists = () => asked.filter(({ path }) => path === 'list_unique_ids').length;
	for (const [videoNo, pause, count] of [
		['VI1', 50_000, 1],
		['VI2', 10_000, 1],
		['VI3', 0, 2],
	] as const) {
		const lookup = lookupOf(client, videoNo);
		queue.add(lookup);
		await jest.advanceTimersByTimeAsync(1_500);
		expect(await lookup.result).toMatchObject({ video_no: videoNo });
		expect(lists()).toBe(count);
		await jest.advanceTimersByTimeAsync(pause);
	}
});

it('takes nothing for unknown before the Unique IDs were listed anew', async () => {
	const library: Record<string, string[]> = { one: ['VI1'] };
	const { client } = apiWith(library);
	const queue = new LookupQueue();
	const known = lookupOf(client, 'VI1');
	queue.add(known);
	await jest.advanceTimersByTimeAsync(2_000);
	library.new = ['VI2'];
	const fresh = lookupOf(client, 'VI2');
	queue.add(fresh);
	expect(await resultsOf([known, fresh])).toEqual(['VI1', 'VI2']);
});

it('finds the others where a list is refused because of one', async () => {
	const videos = numbered(40);
	const { client } = apiWith({ '': videos }, ({ fields: { videoNos } }) =>
		Array.isArray(videoNos) && videoNos.includes('bad') ? refusal('0003') : undefined,
	);
	const queue = new LookupQueue();
	const lookups = [...videos.slice(0, 20), 'bad', ...videos.slice(20)].map((videoNo) =>
		lookupOf(client, videoNo),
	);
	for (const lookup of lookups) queue.add(lookup);
	const results = await resultsOf(lookups);
	expect(results.filter((result) => result !== 'unknown')).toEqual(videos);
	expect(results[20]).toBe('unknown');
});

it('asks again after a refusal for coming too fast, a second later', async () => {
	let refusals = 2;
	const { client, asked } = apiWith({ '': ['VI1'] }, () =>
		refusals-- > 0 ? refusal('0429') : undefined,
	);
	const queue = new LookupQueue();
	const lookup = lookupOf(client, 'VI1');
	queue.add(lookup);
	expect(await resultsOf([lookup])).toEqual(['VI1']);
	const [first = 0, second = 0, third = 0] = asked.map(({ at }) => at);
	expect([second - first, third - second]).toEqual([1_000, 1_000]);
});

it.each(['0401', '0403', '9009', '401', '403'])(
	'asks no more for those whose request is refused for good: %s',
	async (code) => {
		const { client, asked } = apiWith({}, () => refusal(code));
		const queue = new LookupQueue();
		const lookups = numbered(3).map((videoNo) => lookupOf(client, videoNo));
		for (const lookup of lookups) queue.add(lookup);
		expect(await resultsOf(lookups)).toEqual(['refused', 'refused', 'refused']);
		expect(asked).toHaveLength(2);
	},
);

it('a task that is asked about for long holds up no video', async () => {
	const { client } = apiWith({ '': ['VI0'] }, ({ path }) =>
		path === 'get_video_ids_by_task_id' ? 'hang' : undefined,
	);
	const queue = new LookupQueue();
	const task = new Lookup(
		client,
		{ event: 'task.downloaded', status: 'SUCCEEDED', taskId: '1', body: {} },
		[],
	);
	const video = lookupOf(client, 'VI0');
	for (const lookup of [task, video]) queue.add(lookup);
	expect(await resultsOf([video])).toEqual(['VI0']);
});

it('waits for the first answer, however late it is read', async () => {
	const { client } = apiWith({}, () => 'hang');
	const queue = new LookupQueue();
	queue.add(lookupOf(client, 'VI0'));
	await jest.advanceTimersByTimeAsync(30_000);
	expect(queue.isAnswering).toBe(true);
});

it.each([
	['which wants to be asked later', '0429', true],
	['which is down', '503', false],
])('an API that has just answered, and %s: whether it answers', async (_, code, answers) => {
	let isBroken = false;
	const { client } = apiWith({ one: [] }, () => (isBroken ? refusal(code) : undefined));
	const queue = new LookupQueue();
	expect(queue.isAnswering).toBe(false);
	queue.add(lookupOf(client, 'VI0'));
	await jest.advanceTimersByTimeAsync(100);
	expect(queue.isAnswering).toBe(true);
	isBroken = true;
	const late = lookupOf(client, 'VI1');
	late.result.catch(() => {});
	queue.add(late);
	await jest.advanceTimersByTimeAsync(10_000);
	expect(queue.isAnswering).toBe(answers);
	await jest.advanceTimersByTimeAsync(10_000);
	expect(queue.isAnswering).toBe(false);
	queue.remove(late);
	await jest.advanceTimersByTimeAsync(2_000);
});

it('holds a hundred while the API does not answer, and no more', async () => {
	const { client } = apiWith({}, () => refusal('503'));
	const queue = new LookupQueue();
	const lookups = numbered(150).map((videoNo) => lookupOf(client, videoNo));
	const released = jest.fn();
	for (const lookup of lookups) {
		lookup.result.catch(released);
		queue.add(lookup);
	}
	await jest.advanceTimersByTimeAsync(0);
	expect(released).toHaveBeenCalledTimes(50);
	for (const lookup of lookups) queue.remove(lookup);
	await jest.advanceTimersByTimeAsync(10_000);
	expect(queue.isIdle).toBe(true);
});
