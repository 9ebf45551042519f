import { readFile } from 'node:fs/promises';

import { type Receiver, receiver } from './build-workflow.cjs';
import { everyItem } from './every-item.cjs';
import { FOR_MANY_CALLS, saveOwnAccount, useOwnN8n } from './own-n8n.cjs';
import { callBack, post } from './post.cjs';
import {
	endIndexing,
	indexedVideo,
	queueFault,
	requestsTo,
	resetSandbox,
	setSandbox,
} from './sandbox.cjs';
import { until } from '../n8n/until.cjs';
import { uploadLink } from '../sandbox/remote.cjs';
import { world } from './world.cjs';

const { line, sandbox } = world();

const place = useOwnN8n(`e2e-unverified-${line}`, FOR_MANY_CALLS);

beforeAll(async () => {
	await setSandbox({ indexAfterMs: 0, callbacks: 'none' });
});

beforeEach(async () => {
	await resetSandbox();
	await setSandbox({ indexAfterMs: 0, requestsPerSecond: 0 });
});

/** What the trigger has handed on in all runs, when all is quiet. */
async function startedBy({ workflow }: Receiver, atLeast = 0) {
	const { runs, failed, items } = await everyItem(place(), workflow.id, 'On callback', atLeast);
	expect({ failed, runs }).toEqual({ failed: 0, runs: items.length });
	return items.map(({ videoNo, verified }) => ({ videoNo, verified }));
}

/** How many answers there were of each status. */
function counted(statuses: number[]): Record<string, number> {
	const counts: Record<string, number> = {};
	for (const status of statuses) counts[status] = (counts[status] ?? 0) + 1;
	return counts;
}

/** On a busy machine, a sender is answered with 202 before the verdict is there. */
function expectOnly(answers: Array<number | undefined>, status: number): void {
	expect(answers.filter((answer) => answer !== status && answer !== 202)).toEqual([]);
}

async function namespaces(names: string[]): Promise<void> {
	for (const name of names) await uploadLink(sandbox, name);
}

function forged(count: number): string[] {
	return Array.from({ length: count }, (_, index) => `VI3000000000000000${String(index)}`);
}

test('of 100 forged callbacks at once none starts a run, although the API takes five reads a second', async () => {
	const open = await receiver(place());
	await namespaces(['one', 'two', 'three']);
	await setSandbox({ requestsPerSecond: 5 });
	const answers = await Promise.all(forged(100).map((videoNo) => callBack(open.url, videoNo)));
	expectOnly(answers, 403);
	expect(await startedBy(open)).toEqual([]);
});

test.each([
	['that the API lists', ''],
	['that the trigger names', 'two'],
])(
	'50 callbacks at once of a Unique ID %s are all verified, although the API takes five reads a second',
	async (_, uniqueIds) => {
		const open = await receiver(place(), { options: { uniqueIds } });
		await namespaces(['one', 'two', 'three']);
		const videos = await Promise.all(
			Array.from({ length: 50 }, async () => await uploadLink(sandbox, 'two')),
		);
		await setSandbox({ requestsPerSecond: 5 });
		const answers = await Promise.all(videos.map((videoNo) => callBack(open.url, videoNo)));
		expectOnly(answers, 200);
		const started = await startedBy(open, videos.length);
		expect(started.filter(({ verified }) => verified !== true)).toEqual([]);
		expect(started.map(({ videoNo }) => videoNo).sort()).toEqual([...videos].sort());
	},
);

test('where looking everywhere takes longer than a sender waits, the sender is answered, and the verdict comes later', async () => {
	const credential = await saveOwnAccount(place());
	const open = await receiver({ ...place(), credential });
	const names = Array.from({ length: 12 }, (_, index) => `name-${String(index)}-`);
	await namespaces(names);
	const videoNo = await uploadLink(sandbox, names.at(-1));
	await setSandbox({ requestsPerSecond: 1 });
	const [answer, ...others] = await Promise.all(
		[videoNo, ...forged(20)].map((one) => callBack(open.url, one)),
	);
	// Nobody is told that a callback is wrong before that is known.
	expect([200, 202]).toContain(answer);
	expect(others.filter((status) => status !== 202 && status !== 403)).toEqual([]);
	expect(await startedBy(open, 1)).toEqual([{ videoNo, verified: true }]);

	const [, oneOfThem = ''] = forged(2);
	const isLookedForEverywhere = await until(async () => {
		const asked = (await requestsTo('list_videos')).map((request) => JSON.stringify(request));
		const about = asked.filter((request) => request.includes(oneOfThem));
		return names.every((name) => about.some((request) => request.includes(name)));
	}, 120_000);
	expect(isLookedForEverywhere).toBe(true);
	expect(await startedBy(open, 1)).toHaveLength(1);
});

test('forged callbacks among genuine ones take nothing from them', async () => {
	const open = await receiver(place());
	const videos = await Promise.all(
		Array.from({ length: 30 }, async () => await uploadLink(sandbox, 'project')),
	);
	await setSandbox({ requestsPerSecond: 5 });
	const mixed = [...forged(30), ...videos].sort((a, b) => (a.slice(-2) < b.slice(-2) ? -1 : 1));
	const answered = new Map<string, number>();
	await Promise.all(
		mixed.map(async (videoNo) => answered.set(videoNo, await callBack(open.url, videoNo))),
	);
	const answersTo = (some: string[]) => some.map((videoNo) => answered.get(videoNo));
	expectOnly(answersTo(videos), 200);
	expectOnly(answersTo(forged(30)), 403);
	const started = await startedBy(open, videos.length);
	expect(started.filter(({ verified }) => verified !== true)).toEqual([]);
	expect(started).toHaveLength(videos.length);
});

describe('with a key that can never ask', () => {
	const { url: baseUrl, key } = sandbox;

	test.each([
		['a revoked key', { apiKey: 'sk-mavi-revoked', apiVersion: 'v1', baseUrl }, 'API key is not'],
		['a legacy key, 1.1', { apiKey: key, apiVersion: 'v1.1', baseUrl }, 'API Version Legacy 1.1'],
		['a legacy key, 1.0', { apiKey: key, apiVersion: 'v1.0', baseUrl }, 'API Version Legacy 1.0'],
	])('%s: nothing starts, and the log says why', async (name, data, reason) => {
		const credential = await place().client.saveCredential('memoriesAiApi', name, data);
		const open = await receiver({ ...place(), credential });
		const answers = [
			await callBack(open.url, await indexedVideo()),
			...(await Promise.all(forged(10).map((videoNo) => callBack(open.url, videoNo)))),
		];
		expect(counted(answers)).toEqual({ 503: 11 });
		expect(await startedBy(open)).toEqual([]);
		expect(await readFile(place().n8n.logFile, 'utf8')).toContain(reason);
	});

	test.each<Parameters<typeof queueFault>[0]>([
		{ kind: 'code', code: '0403' },
		{ kind: 'code', code: '9009' },
		{ kind: 'status', status: 401 },
		{ kind: 'status', status: 403 },
	])('so is one that is refused: %j', async (fault) => {
		const open = await receiver(place());
		const videoNo = await indexedVideo();
		await queueFault({ ...fault, times: 1 });
		expect(await callBack(open.url, videoNo)).toBe(503);
		expect(await startedBy(open)).toEqual([]);
		// As soon as it may ask again, the same callback counts.
		expect(await callBack(open.url, videoNo)).toBe(200);
		expect(await startedBy(open, 1)).toEqual([{ videoNo, verified: true }]);
	});
});

describe('a callback that comes before Memories.ai shows the same', () => {
	async function unindexed(): Promise<string> {
		await setSandbox({ indexAfterMs: 600_000 });
		return await uploadLink(sandbox);
	}

	test('starts a run that is not verified, and the true one later another', async () => {
		const open = await receiver(place());
		const videoNo = await unindexed();
		expect(await callBack(open.url, videoNo)).toBe(200);
		expect(await startedBy(open, 1)).toEqual([{ videoNo, verified: false }]);
		expect(await callBack(open.url, videoNo)).toBe(200);
		expect(await startedBy(open, 1)).toHaveLength(1);

		await endIndexing(videoNo);
		expect(await callBack(open.url, videoNo)).toBe(200);
		expect(await callBack(open.url, videoNo)).toBe(200);
		const both = await startedBy(open, 2);
		expect(both).toHaveLength(2);
		expect(both).toContainEqual({ videoNo, verified: true });
	});

	test('is refused where the trigger is told so, and the true one later starts its run', async () => {
		const open = await receiver(place(), { options: { ifUnverified: 'refuse' } });
		const videoNo = await unindexed();
		expect(await callBack(open.url, videoNo)).toBe(503);
		await endIndexing(videoNo);
		expect(await callBack(open.url, videoNo)).toBe(200);
		expect(await startedBy(open, 1)).toEqual([{ videoNo, verified: true }]);
	});
});

test.each([
	// 202 on a busy machine: the sender is answered before the verdict.
	['start', [200, 202], 1],
	['refuse', [503], 0],
])(
	'with If Unverified at %s, a callback that nobody can be asked about is answered %j',
	async (ifUnverified, answers, runs) => {
		const open = await receiver(place(), { options: { ifUnverified } });
		const videoNo = await indexedVideo();
		await queueFault({ kind: 'stall' });
		expect(answers).toContain(await callBack(open.url, videoNo));
		await resetSandbox();
		expect(await startedBy(open, runs)).toEqual(
			Array.from({ length: runs }, () => ({ videoNo, verified: false })),
		);
	},
);

test('with verifying off, If Unverified refuses nothing, and repeats are left', async () => {
	const open = await receiver(place(), { verify: false, options: { ifUnverified: 'refuse' } });
	expect(await callBack(open.url, 'VI1')).toBe(200);
	expect(await callBack(open.url, 'VI1')).toBe(200);
	expect(await startedBy(open, 1)).toEqual([{ videoNo: 'VI1', verified: false }]);
	const asked = (await requestsTo('list_videos')).map((request) => JSON.stringify(request));
	expect(asked.filter((request) => request.includes('"VI1"'))).toEqual([]);
	expect(await post(open.url)).toBe(400);
});
