import type { IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { LoggerProxy } from 'n8n-workflow';

import type { ApiClient } from '../../../nodes/MemoriesAi/api/client';
import { endpoints } from '../../../nodes/MemoriesAi/api/endpoints';
import type { JsonObject } from '../../../nodes/MemoriesAi/transport/json';
import type { Job } from '../../../nodes/MemoriesAi/wait/job';
import { begin } from '../../../nodes/MemoriesAi/wait/job';
import { resume } from '../../../nodes/MemoriesAi/wait/resume';
import { sleeperOf } from '../../../nodes/MemoriesAi/wait/sleeper';
import type { SleepState } from '../../../nodes/MemoriesAi/wait/state';

/**
 * Sleeping executions with the time they take simulated: n8n only hands on calls, and Memories.ai is
 * a list of when each video is indexed. What n8n makes of what is handed on is tested in a whole n8n.
 */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** What Memories.ai knows, and how often it was asked. */
interface Api {
	/** Asked for something, at the time of the question. */
	videos(): JsonObject[];
	/** The videos of every task. */
	tasks?(): JsonObject[];
	busy(): boolean;
	requests: number[];
}

let api: Api;

jest.mock('../../../nodes/MemoriesAi/api/webhookClient', () => ({
	WAITS_FOR_CONFIRMATION_MS: [1_000, 2_000],
	clientForWebhook: async () => await Promise.resolve({ request: ask }),
}));

const ask: ApiClient['request'] = async (endpoint, fields) => {
	api.requests.push(Date.now());
	if (api.busy()) throw new Error('Memories.ai is busy');
	if (endpoint === endpoints.task.getStatus) {
		return await Promise.resolve({ videos: api.tasks?.() ?? [] });
	}
	const asked: unknown[] = Array.isArray(fields.videoNos) ? fields.videoNos : [];
	const videos = api.videos().filter(({ video_no: videoNo }) => asked.includes(videoNo));
	return await Promise.resolve({ videos });
};

let sleeps = 0;

class Sleeping {
	readonly state: SleepState;

	readonly url: string;

	woken?: { at: number; json: unknown[]; error?: unknown };

	/** Of calls that were refused. */
	readonly refused: number[] = [];

	constructor(jobs: Array<Partial<Job>>, settings: Partial<SleepState['settings']> = {}) {
		sleeps += 1;
		this.url = `https://n8n.example.com/webhook-waiting/${sleeps}?token=secret-${sleeps}`;
		const progress = jobs.map((job, item) => begin({ item, json: { ...job }, ...job }));
		this.state = {
			id: String(sleeps),
			addresses: [this.url],
			startedAt: Date.now(),
			slots: progress.map((_, job) => ({ job })),
			progress,
			continueOnFail: false,
			bringsIn: true,
			forAgent: false,
			settings: {
				waitFor: 'callback',
				timeoutMs: HOUR,
				onTimeout: 'error',
				onFailure: 'error',
				until: 'indexed',
				...settings,
			},
		};
		sleeperOf(this.state).carryOn(false);
	}

	/** A call, as n8n hands it on. */
	async call(body: unknown, url = this.url): Promise<IWebhookResponseData> {
		const result: { error?: unknown } = {};
		const node = {
			name: 'Memories.ai',
			type: 'n8n-nodes-memories-ai.memoriesAi',
			disabled: true,
		};
		const context = {
			evaluateExpression: () => this.state,
			getNode: () => node,
			getQueryData: () => Object.fromEntries(new URL(url).searchParams),
			getRequestObject: () => ({
				readRawBody: async () => {
					await Promise.resolve();
				},
				rawBody: Buffer.from(JSON.stringify(body)),
			}),
			getResponseObject: () => ({
				status: (code: number) => ({ json: () => this.refused.push(code) }),
			}),
			logger: { warn: () => undefined, debug: () => undefined },
			runExecutionData: { resultData: result, executionData: { nodeExecutionStack: [{ node }] } },
		};
		const answer = await resume(context as unknown as IWebhookFunctions);
		if (answer.workflowData) {
			expect(this.woken).toBeUndefined();
			const json: unknown[] = answer.workflowData.flat().map((item) => item.json);
			this.woken = { at: Date.now() - this.state.startedAt, json, error: result.error };
		}
		return answer;
	}
}

const sleepers: Sleeping[] = [];

function fallAsleep(...given: ConstructorParameters<typeof Sleeping>): Sleeping {
	const sleeper = new Sleeping(...given);
	sleepers.push(sleeper);
	return sleeper;
}

async function answerTo(request: Request): Promise<Response> {
	const sleeper = sleepers.find((one) => one.url === request.url);
	if (!sleeper) throw new Error('connect ECONNREFUSED');
	if (sleeper.woken) {
		return Response.json({ message: 'The execution "1" has finished already.' }, { status: 409 });
	}
	const body: unknown = await request.json();
	const answer = await sleeper.call(body);
	return Response.json(answer.webhookResponse as unknown);
}

beforeEach(() => {
	jest.useFakeTimers();
	api = { videos: () => [], busy: () => false, requests: [] };
	jest
		.spyOn(globalThis, 'fetch')
		.mockImplementation(async (url, init) => await answerTo(new Request(url, init)));
});
afterEach(() => {
	sleepers.length = 0;
	jest.restoreAllMocks();
	jest.useRealTimers();
});

/** Indexed so long after now, in milliseconds. */
function indexedAfter(times: Readonly<Record<string, number>>): () => JsonObject[] {
	const start = Date.now();
	return () =>
		Object.entries(times).map(([videoNo, after]) => ({
			video_no: videoNo,
			status: Date.now() - start >= after ? 'PARSE' : 'UNPARSE',
		}));
}

const pass = async (ms: number) => {
	await jest.advanceTimersByTimeAsync(ms);
};

const MANY = Array.from({ length: 50 }, (_, index) => `VI${index}`);

test('without any callback, it wakes by itself', async () => {
	api.videos = indexedAfter({ VI1: 3 * MINUTE });
	const sleeper = fallAsleep([{ videoNo: 'VI1' }]);
	await pass(HOUR);
	expect(sleeper.woken).toMatchObject({
		at: 185_000,
		json: [{ videoNo: 'VI1', status: 'PARSE', metadata: {} }],
		error: undefined,
	});
	expect(jest.getTimerCount()).toBe(0);
});

test.each([
	['one video', ['VI1']],
	['50 videos', MANY],
])(
	'%s: fewer than 20 requests in any hour, whether all callbacks come or none',
	async (_what, nos) => {
		for (const comes of [true, false]) {
			const times = Object.fromEntries(
				nos.map((videoNo, index) => [videoNo, (index + 1) * MINUTE]),
			);
			const last = 100 * MINUTE;
			api = { ...api, requests: [], videos: indexedAfter({ ...times, late: last }) };
			const sleeper = fallAsleep(
				[...nos, 'late'].map((videoNo) => ({ videoNo })),
				{ timeoutMs: 2 * HOUR },
			);
			for (let minute = 0; minute < 120; minute += 1) {
				await pass(MINUTE);
				const videoNo = nos[minute];
				if (comes && videoNo !== undefined) await sleeper.call({ videoNo, status: 'PARSE' });
			}
			expect(sleeper.woken?.json).toHaveLength(nos.length + 1);
			const inHourFrom = (from: number) =>
				api.requests.filter((at) => at >= from && at < from + HOUR).length;
			expect(Math.max(...api.requests.map(inHourFrom))).toBeLessThan(20);
		}
	},
);

test('the last of many callbacks wakes it at once, and most of the others cost nothing', async () => {
	api.videos = indexedAfter(Object.fromEntries(MANY.map((videoNo) => [videoNo, 8 * MINUTE])));
	const sleeper = fallAsleep(MANY.map((videoNo) => ({ videoNo })));
	await pass(8 * MINUTE - 1_000);
	api.requests = [];
	const start = Date.now();
	api.videos = () =>
		MANY.map((video_no, index) => ({
			video_no,
			status: Date.now() - start >= index * 1_000 ? 'PARSE' : 'UNPARSE',
		}));
	for (const videoNo of MANY) {
		expect(sleeper.woken).toBeUndefined();
		await sleeper.call({ videoNo, status: 'PARSE' });
		await pass(1_000);
	}
	expect(sleeper.woken?.json).toHaveLength(50);
	expect(api.requests).toHaveLength(4);
});

test('calls that come at the same moment share two checks', async () => {
	api.videos = indexedAfter({ VI1: HOUR });
	const sleeper = fallAsleep([{ videoNo: 'VI1' }]);
	await Promise.all(Array.from({ length: 20 }, async () => await sleeper.call({})));
	expect(api.requests).toHaveLength(2);
});

test('with callbacks lost at random and an API that is busy, all wake with the right status', async () => {
	// A generator of its own, so that every run of this test is the same.
	let seed = 7;
	const random = () => (seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647;
	const times = Object.fromEntries(MANY.map((videoNo) => [videoNo, random() * 50 * MINUTE]));
	api.videos = indexedAfter(times);
	api.busy = () => random() < 0.3;
	const all = MANY.map((videoNo) => ({ videoNo, sleeper: fallAsleep([{ videoNo }]) }));
	for (let minute = 0; minute < 60; minute += 1) {
		await pass(MINUTE);
		const due = all.filter(({ videoNo }) => Math.ceil((times[videoNo] ?? 0) / MINUTE) === minute);
		for (const { videoNo, sleeper } of due) {
			if (sleeper.woken || random() < 0.5) continue;
			const call = sleeper.call({ videoNo, status: 'PARSE' });
			await pass(5_000);
			await call;
		}
	}
	await pass(MINUTE);
	expect(all.map(({ sleeper }) => sleeper.woken?.json)).toEqual(
		MANY.map((videoNo): unknown => [expect.objectContaining({ videoNo, status: 'PARSE' })]),
	);
	expect(api.requests.length / MANY.length).toBeLessThan(20);
});

describe('at the deadline', () => {
	const settings = { timeoutMs: 30 * MINUTE };
	const jobs = [{ videoNo: 'VI1' }, { videoNo: 'VI2' }];
	const message = 'Video VI2 was not ready in time';

	test('it ends as failed, with the last status and all numbers', async () => {
		api.videos = indexedAfter({ VI1: 20 * MINUTE, VI2: HOUR });
		const sleeper = fallAsleep(jobs, settings);
		await pass(31 * MINUTE);
		expect(sleeper.woken?.at).toBe(30 * MINUTE);
		expect(sleeper.woken?.error).toMatchObject({ message });
		expect(sleeper.woken?.error).toHaveProperty('description', expect.stringContaining('VI1'));
		expect(sleeper.woken?.json).toMatchObject([
			{ videoNo: 'VI1', status: 'PARSE', metadata: {} },
			{ error: { message, videoNo: 'VI2' } },
		]);
	});

	test('what is late comes out with its last status where the user wants to continue', async () => {
		api.videos = () => jobs.map(({ videoNo }) => ({ video_no: videoNo, status: 'PROCESSING' }));
		const sleeper = fallAsleep(jobs, { ...settings, onTimeout: 'continue' });
		await pass(31 * MINUTE);
		expect(sleeper.woken).toMatchObject({
			error: undefined,
			json: jobs.map(({ videoNo }) => ({ videoNo, status: 'PROCESSING', timedOut: true })),
		});
	});

	test('it is tried again where Memories.ai refuses, and ends with what was known last', async () => {
		api.videos = indexedAfter({ VI1: MINUTE, VI2: HOUR });
		const start = Date.now();
		api.busy = () => Date.now() - start > 20 * MINUTE;
		const sleeper = fallAsleep(jobs, settings);
		await pass(31 * MINUTE);
		expect(sleeper.woken?.at).toBeGreaterThan(30 * MINUTE);
		expect(sleeper.woken?.error).toMatchObject({ message });
		expect(sleeper.woken?.json).toMatchObject([{ videoNo: 'VI1', status: 'PARSE' }, {}]);
	});
});

describe('a scrape', () => {
	const posts = ['VI1', 'VI2', 'VI3', 'VI4'].map((videoNo) => ({
		video_no: videoNo,
		status: 'PARSE',
	}));

	test('all callbacks came before the sleep: nothing new in three checks ends it', async () => {
		api.tasks = () => posts;
		api.videos = () => posts;
		const sleeper = fallAsleep([{ taskId: 'A' }]);
		await pass(20 * MINUTE);
		expect(sleeper.woken?.at).toBeLessThan(10 * MINUTE);
		expect(sleeper.woken?.json).toHaveLength(4);
	});

	test('that it is downloaded is remembered until its videos are indexed', async () => {
		const start = Date.now();
		api.tasks = () =>
			posts.map((post) => (Date.now() - start < MINUTE ? { ...post, status: 'UNPARSE' } : post));
		api.videos = () => posts;
		const sleeper = fallAsleep([{ taskId: 'A' }]);
		await sleeper.call({ taskId: 'A', status: 'SUCCEEDED' });
		await pass(2 * MINUTE);
		expect(sleeper.woken?.at).toBe(65_000);
		expect(sleeper.woken?.json).toMatchObject(posts.map(() => ({ taskId: 'A', metadata: {} })));
	});

	test('FAILED wakes at once, with the failure; of another task it does nothing', async () => {
		const sleeper = fallAsleep([{ taskId: 'A' }]);
		await sleeper.call({ taskId: 'B', status: 'FAILED' });
		expect(sleeper.woken).toBeUndefined();
		await sleeper.call({ taskId: 'A', status: 'FAILED' });
		expect(sleeper.woken?.error).toMatchObject({
			message: 'Memories.ai could not download the scrape',
		});
	});
});

test('a call without the secret of the sleep does nothing', async () => {
	const sleeper = fallAsleep([{ taskId: 'A' }]);
	const [bare = ''] = sleeper.url.split('?');
	for (const query of ['', '?token=', '?token=secret', '?token=secret-0&x=1']) {
		await sleeper.call({ taskId: 'A', status: 'FAILED' }, bare + query);
	}
	expect(sleeper.refused).toEqual([403, 403, 403, 403]);
	expect([sleeper.woken, api.requests]).toEqual([undefined, []]);
});

test('where nobody inside answers, it says so once, and callbacks still wake it', async () => {
	api.videos = indexedAfter({ VI1: 20 * MINUTE });
	const sleeper = fallAsleep([{ videoNo: 'VI1' }]);
	const warn = jest.fn<undefined, [string]>();
	LoggerProxy.init({ warn, error: warn, info: warn, debug: warn });
	jest.spyOn(globalThis, 'fetch').mockRejectedValue(new Error('fetch failed'));
	await pass(25 * MINUTE);
	expect(sleeper.woken).toBeUndefined();
	expect(warn).toHaveBeenCalledTimes(1);
	expect(warn.mock.calls[0]?.[0]).toMatch(/depends on callbacks alone.*fetch failed/);
	await sleeper.call({ videoNo: 'VI1', status: 'PARSE' });
	expect(sleeper.woken?.json).toHaveLength(1);
});
