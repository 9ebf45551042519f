import fc from 'fast-check';
import type { INodeParameters } from 'n8n-workflow';
import { isJsonObject, textOf, type Json } from '../../nodes/MemoriesAi/transport/json';
import { fillLibrary, itemsFor, operations, type Operation } from '../faults/operations.cjs';
import { nodeName, runNode } from './harness.cjs';
import { useRewrittenReplies } from './rewrittenReplies.cjs';
import { linkOf, useSandbox } from './useSandbox.cjs';

const account = useSandbox({ indexAfterMs: 0, downloadAfterMs: 0 });
const replies = useRewrittenReplies(account);

const all = operations.map((operation): [string, Operation] => [operation.title, operation]);

/** Those that answer in JSON. */
const cases = all.filter(([, { reply }]) => reply === undefined);

async function run(operation: Operation, credentials = account.credentials()) {
	return await runNode({
		parameters: {
			...operation.parameters,
			// One look, for the operation that waits.
			waitOptions: { timeout: 0 },
			options: { maxRetries: 0, timeout: 60 },
		},
		items: await itemsFor(operation, 1, 1),
		onError: 'continueRegularOutput',
		credentials,
		unchecked: true,
	});
}

/** The reply with something in each of its objects. */
function insert(json: Json, members: Record<string, Json>): Json {
	if (typeof json !== 'object' || json === null) return json;
	if (Array.isArray(json)) return json.map((entry) => insert(entry, members));
	const own = Object.entries(json).map(([name, value]) => [name, insert(value, members)] as const);
	return Object.fromEntries([...Object.entries(members), ...own]);
}

const ID_NAMES = ['videoNo', 'video_no', 'taskId', 'id'];

describe('names that objects have by themselves', () => {
	const parsed = JSON.parse(`{
		"__proto__": { "polluted": true, "toString": "x", "videoNo": 1, "status": "FAIL" },
		"constructor": { "prototype": { "polluted": true } },
		"prototype": { "polluted": true },
		"toString": "x", "valueOf": "x", "toJSON": "x", "hasOwnProperty": "x", "then": "x"
	}`) as Record<string, Json>;

	it.each(cases)('%s', async (_name, operation) => {
		fillLibrary(account.sandbox, operation, 1);
		const usual = await run(operation);
		account.sandbox.reset();
		fillLibrary(account.sandbox, operation, 1);
		replies.rewrite = (data) => insert(data, parsed);
		const builtIn = Reflect.ownKeys(Object.prototype);
		const result = await run(operation, replies.credentials());

		expect(usual.outputOf(nodeName)).toHaveLength(1);
		const [item] = result.outputOf(nodeName);
		expect(result.outputOf(nodeName)).toHaveLength(1);
		expect(Object.keys(item?.json ?? {})).toEqual(
			expect.arrayContaining(Object.keys(usual.outputOf(nodeName)[0]?.json ?? {})),
		);
		expect(item?.json).not.toHaveProperty('error');
		expect(linkOf(item ?? { json: {} })).toBe(0);
		for (const name of ID_NAMES) {
			expect(['string', 'undefined']).toContain(typeof item?.json[name]);
		}
		expect(Reflect.ownKeys(Object.prototype)).toEqual(builtIn);
		expect({}).not.toHaveProperty('polluted');
	});
});

describe('nesting', () => {
	/** @param levels of arrays in turn with objects, none where it is 0 */
	function nest(levels: number): Json {
		let json: Json = 'x';
		for (let level = 0; level < levels; level++) json = level % 2 === 0 ? [json] : { in: json };
		return json;
	}

	/** On which level of it the innermost object is, from 1; 0 where there is none. */
	function levelOfObjects(json: Json): number {
		if (typeof json !== 'object' || json === null) return 0;
		const within = Math.max(0, ...Object.values(json).map(levelOfObjects));
		return within > 0 ? 1 + within : Array.isArray(json) ? 0 : 1;
	}

	async function runNested(operation: Operation, levels: number) {
		fillLibrary(account.sandbox, operation, 1);
		// The envelope is a level, too.
		replies.rewrite = (data) => {
			// Where nothing is said, there is room for anything.
			const said = data ?? {};
			return insert(said, { nested: nest(levels - 1 - levelOfObjects(said)) });
		};
		return await run(operation, replies.credentials());
	}

	it.each(cases)('%s takes 100 levels', async (_name, operation) => {
		const result = await runNested(operation, 100);

		expect(result.outputOf(nodeName)).toHaveLength(1);
		expect(result.outputOf(nodeName)[0]?.json).not.toHaveProperty('error');
	});

	it.each(cases)('%s finds 101 levels unreadable', async (_name, operation) => {
		const result = await runNested(operation, 101);

		expect(result.outputOf(nodeName).map(({ json }) => json)).toMatchObject([
			{ error: { message: expect.stringContaining('unreadable') as string } },
		]);
	});

	it.each(cases)('%s finds a million levels unreadable', async (_name, operation) => {
		account.sandbox.fault({ kind: 'body', text: `{"code":"0000","data":${'['.repeat(1e6)}` });
		const result = await run(operation);

		expect(result.outputOf(nodeName).map(({ json }) => json)).toMatchObject([
			{ error: { message: expect.stringContaining('unreadable') as string } },
		]);
	});
});

describe('a reply of any shape', () => {
	const name = fc.constantFrom(
		...[...ID_NAMES, 'videos', 'video_ids', 'status', 'total_count', 'cause', 'imageNo'],
		...['content', 'thinkings', 'refs', 'refItems', 'session_id', 'transcriptions'],
		...['__proto__', 'constructor', 'toString', 'length', '0', ''],
	);
	const leaf = fc.oneof(
		fc.constantFrom('VI1', 'PARSE', 'FAIL', 'null', '', ' ', '0000', '\0', '\ud800', 'a,b'),
		fc.constantFrom(0, -1, 1e308, 0.5, 568102998803353600, true, false, null),
	);
	const { any } = fc.letrec<{ any: Json }>((tie) => ({
		any: fc.oneof(
			{ maxDepth: 4, withCrossShrink: true },
			leaf,
			fc.array(tie('any'), { maxLength: 3 }),
			fc
				.array(fc.tuple(name, tie('any')), { maxLength: 5 })
				.map((members) => Object.fromEntries(members)),
		),
	}));
	const envelope = fc.record(
		{
			code: fc.oneof({ weight: 4, arbitrary: fc.constant('0000') }, any, name),
			msg: any,
			data: any,
			success: any,
			failed: fc.oneof({ weight: 4, arbitrary: fc.constant(false) }, any),
		},
		{ requiredKeys: [] },
	);
	const status = fc.oneof(
		{ weight: 5, arbitrary: fc.constant(200) },
		fc.constantFrom(201, 400, 500),
	);

	/** All that the node says about a reply: what JavaScript or a library says is not among it. */
	const OWN_WORDS =
		/^(Memories\.ai (refused|answered with something unreadable|did not complete|accepted the request but sent no) |(Video|Task) item-0 (was not found|was not ready in time|could not be indexed|is not indexed yet|has no speech))/;

	function isSuccess(reply: Json, httpStatus: number): boolean {
		if (httpStatus >= 300 || !isJsonObject(reply)) return false;
		return textOf(reply.code) === '0000' && reply.failed !== true;
	}

	it.each(all)(
		'%s',
		async (_name, operation) => {
			await fc.assert(
				fc.asyncProperty(fc.oneof(any, envelope), status, async (reply, httpStatus) => {
					account.sandbox.reset();
					account.sandbox.fault({ kind: 'body', text: JSON.stringify(reply), status: httpStatus });
					const result = await run(operation);
					const output = result.outputOf(nodeName);
					const failures = output.flatMap(({ json }) =>
						json.error === undefined ? [] : [json.error],
					);

					expect(result.error).toBeUndefined();
					expect(output.every((item) => linkOf(item) === 0)).toBe(true);
					expect(JSON.stringify(failures)).not.toMatch(/\[native code\]|\[object/);
					for (const failure of failures) {
						expect(failure).toMatchObject({
							message: expect.stringMatching(OWN_WORDS) as string,
							description: expect.stringMatching(/\w/) as string,
						});
					}
					if (!isSuccess(reply, httpStatus)) {
						expect(failures).toHaveLength(1);
						expect(output).toHaveLength(1);
					}
					if (operation.effect === 'charge') {
						expect(account.sandbox.requests).toHaveLength(1);
						expect(output).not.toEqual([]);
						for (const { json } of output) {
							// Of the others, a reply may hold anything.
							const ids = [json.videoNo, json.taskId, json.id, json.answer];
							const named = ids.some((id) => typeof id === 'string' && id !== '');
							// Memories have none.
							expect(named || json.added === 1 || json.error !== undefined).toBe(true);
						}
					}
				}),
				{ numRuns: 100 },
			);
		},
		60_000,
	);
});

describe('a success that is no answer to the question', () => {
	const getVideo = { operation: 'get', videoNo: 'VI1' };
	const getMany = { operation: 'getAll', returnAll: true };
	const getTask = { resource: 'task', operation: 'get', taskId: 'a' };
	const wait = { operation: 'waitUntilIndexed', videoNos: 'VI1' };
	const noList: Json[] = ['VI1', 7, true, [], [{ video_no: 'VI1' }], {}, { videos: 'VI1' }];

	it.each([
		...['VI1', 7, true, []].map((data): [INodeParameters, Json] => [getVideo, data]),
		...noList.map((data): [INodeParameters, Json] => [getMany, data]),
		// An object with nothing in it is a documented answer about a task.
		...noList
			.filter((data) => JSON.stringify(data) !== '{}')
			.map((data): [INodeParameters, Json] => [getTask, data]),
		...noList.map((data): [INodeParameters, Json] => [wait, data]),
	])('%j: %j', async (parameters, data) => {
		const text = JSON.stringify({ code: '0000', msg: 'success', data });
		account.sandbox.fault({ kind: 'body', text });
		const { error } = await runNode({
			parameters: { resource: 'video', ...parameters, options: { maxRetries: 0 } },
			credentials: account.credentials(),
		});

		expect(error).toMatchObject({
			name: 'NodeApiError',
			message: expect.stringContaining('unreadable') as string,
			description: expect.stringContaining(text.slice(0, 40)) as string,
		});
	});

	it.each([
		['is a video that was not found', getVideo, { error: { message: 'Video VI1 was not found' } }],
		['is an empty list', getMany, undefined],
		['is a task that was not found', getTask, { error: { message: 'Task a was not found' } }],
	])('nothing %s', async (_what, parameters, json) => {
		account.sandbox.fault({ kind: 'body', text: '{"code":"0000","data":null}' });
		const result = await runNode({
			parameters: { resource: 'video', ...parameters },
			onError: 'continueRegularOutput',
			credentials: account.credentials(),
		});

		expect(result.outputOf(nodeName).map((item) => item.json)).toMatchObject(json ? [json] : []);
	});
});

it('more images than were sent come from the item that was', async () => {
	const data = [{ id: 'a' }, { id: 'b' }];
	account.sandbox.fault({ kind: 'body', text: JSON.stringify({ code: '0000', data }) });
	const images = operations.find(({ title }) => title === 'Upload Images');
	if (!images) throw new Error('There is no such operation');
	const output = (await run(images)).outputOf(nodeName);

	expect(output.map(({ json }) => json)).toEqual(data);
	expect(output.map(linkOf)).toEqual([0, 0]);
});

it('an error names what was received for other items, whatever else is in the replies', async () => {
	const odd = { toString: 'x', valueOf: 'x' };
	const data = { videoNo: 'VI1', taskId: odd, id: odd };
	account.sandbox.fault({ kind: 'body', text: JSON.stringify({ code: '0000', data }), times: 1 });
	account.sandbox.fault({ kind: 'code', code: '0402', times: 1 });
	const result = await runNode({
		parameters: {
			resource: 'video',
			operation: 'uploadUrl',
			url: 'https://example.com/a.mp4',
			options: { concurrency: 1 },
		},
		items: [{ json: {} }, { json: {} }],
		credentials: account.credentials(),
	});

	expect(result.error?.message).toContain('0402');
	expect(result.error?.description).toMatch(/Already received: VI1\.$/);
});

it.each(['code', 'msg'])('of a %s of 5 MB the beginning is shown', async (name) => {
	const reply = { code: '7777', msg: 'no', [name]: 'x'.repeat(5e6) };
	account.sandbox.fault({ kind: 'body', text: JSON.stringify(reply) });
	const { error } = await runNode({
		parameters: { resource: 'video', operation: 'uploadUrl', url: 'https://example.com/a.mp4' },
		credentials: account.credentials(),
	});

	expect(error?.message).toContain('x'.repeat(100));
	expect(JSON.stringify(error).length).toBeLessThan(10_000);
});

describe('Return All ends although every page is the same', () => {
	it.each([
		['and there should be more', { videos: [{ video_no: 'VI1' }], total_count: 1000 }, 'VI1'],
		['and nobody says how many there are', { videos: [{ video_no: 'VI1' }] }, 'VI1'],
		['and the video has no number', { videos: [{ size: 1 }] }, undefined],
	])('%s', async (_name, data, videoNo) => {
		account.sandbox.fault({ kind: 'body', text: JSON.stringify({ code: '0000', data }) });
		const result = await runNode({
			parameters: { resource: 'video', operation: 'getAll', returnAll: true },
			credentials: account.credentials(),
		});

		expect(result.outputOf(nodeName).map(({ json }) => json.videoNo)).toEqual([videoNo]);
	});
});
