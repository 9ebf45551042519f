import { resources } from '../../nodes/MemoriesAi/actions';
import { endpoints } from '../../nodes/MemoriesAi/api/endpoints';
import type { RequestRecord } from '../sandbox/recorder.cjs';
import { newVideo } from '../sandbox/resources/video/newVideo.cjs';
import { FOLDER, NAMESPACE, OTHER_VIDEO, VIDEO, type Call } from '../vendor/calls/call.cjs';
import { calls, neverSent, notOffered } from '../vendor/calls/index.cjs';
import { deviationsOf } from '../vendor/deviations.cjs';
import { exceptions, isCallException } from '../vendor/exceptions.cjs';
import { fieldNamesOf, vendorCalls } from '../vendor/openApi.cjs';
import { rowsIn } from '../vendor/rows.cjs';
import { binaryItem, runNode } from './harness.cjs';
import { useSandbox } from './useSandbox.cjs';

/** Every call that the API has, made by the node; and that there is no other. */
const account = useSandbox({ indexAfterMs: 0, downloadAfterMs: 0 });

const FILES = {
	video: { content: Buffer.from('a video'), fileName: 'a.mp4', mimeType: 'video/mp4' },
	image: { content: Buffer.from('an image'), fileName: 'a.png', mimeType: 'image/png' },
};

beforeEach(() => {
	const segment = { start: 0, end: 2, content: 'where is the love' };
	account.sandbox.videos.push(
		...[VIDEO, OTHER_VIDEO].map((videoNo) => ({
			...newVideo(videoNo, undefined, undefined),
			uniqueId: NAMESPACE,
			status: 'PARSE' as const,
			speech: [segment],
			captions: [segment],
		})),
	);
	account.sandbox.folders.push({ folderId: FOLDER, name: 'a folder' });
});

/** Makes the call, and returns what has arrived. */
async function make({ parameters, file, apiVersion, live }: Call): Promise<RequestRecord> {
	const { error, status } = await runNode({
		parameters,
		items: [file ? await binaryItem(FILES[file], 'memory') : { json: {} }],
		credentials: account.credentials({ apiVersion: apiVersion ?? 'v1' }),
		...(live && { onChunk: () => undefined }),
	});
	expect(error).toBeUndefined();
	expect(status).toBe('success');
	return account.onlyRequest();
}

const made = new Map<Call, RequestRecord>();

const titleOf = ({ call, parameters: { resource, operation }, sent }: Call) =>
	`${call} by ${resource} ${operation}: ${fieldsIn(sent).join(', ')}`;

it.each(calls.map((call): [string, Call] => [titleOf(call), call]))('%s', async (_title, call) => {
	const request = await make(call);
	made.set(call, request);
	const { query = {}, fields = [], files = [], json } = call.sent;

	expect(`${request.method} ${request.path}`).toBe(call.call);
	expect(Object.fromEntries(request.query)).toEqual(query);
	expect([...request.fields].sort()).toEqual([...fields].sort());
	expect(request.files.map(({ field }) => field)).toEqual(files);
	expect(request.body === undefined ? undefined : request.json).toEqual(json);
});

/** Names of all that a call carries. */
function fieldsIn({ query = {}, fields = [], files = [], json }: Call['sent']): string[] {
	const inJson = typeof json === 'object' && json !== null && !Array.isArray(json) ? json : {};
	const names = [query, inJson].flatMap(Object.keys);
	return [...new Set([...names, ...fields.map(([name]) => name), ...files])];
}

/** The rows of each call. */
const sentBy = new Map(
	calls.map(({ call }) => [call, calls.filter((other) => other.call === call)] as const),
);

describe('the list is complete', () => {
	it('has every call of the vendor’s OpenAPI file that is of this API', () => {
		const missing = vendorCalls.filter(({ call }) => !sentBy.has(call));

		expect(vendorCalls).toHaveLength(32);
		expect(missing.map(({ call }) => call).sort()).toEqual(Object.keys(notOffered).sort());
		// They are on a server of their own; the rest is on that of this API.
		expect(missing.every(({ server }) => server !== undefined)).toBe(true);
		expect(vendorCalls.filter(({ server }) => server !== undefined)).toEqual(missing);
	});

	it('says of each call that the file lacks where it is documented', () => {
		const known = new Set(vendorCalls.map(({ call }) => call));
		for (const { call, section } of calls)
			expect([call, !section]).toEqual([call, known.has(call)]);
	});

	it.each(rowsIn(endpoints))('has %s of the node, with every field of it', (_name, { routes }) => {
		for (const { method, path, fields, queryFields, bodyField } of Object.values(routes)) {
			const call = `${method} ${path}`;
			const sent = (sentBy.get(call) ?? []).flatMap((one) => fieldsIn(one.sent));
			expect(sentBy.has(call)).toBe(true);
			const names = Object.values({ ...fields, ...queryFields });
			expect(names.filter((name) => !sent.includes(name))).toEqual([]);
			if (bodyField)
				expect(sentBy.get(call)?.some(({ sent }) => Array.isArray(sent.json))).toBe(true);
		}
	});

	it('has nothing that is not in the node', () => {
		const inNode = rowsIn(endpoints).flatMap(([, { routes }]) =>
			Object.values(routes).map(({ method, path }) => `${method} ${path}`),
		);
		expect([...sentBy.keys()].sort()).toEqual([...new Set(inNode)].sort());
	});

	it('has every operation of the node', () => {
		const reached = calls.map(({ parameters }) => `${parameters.resource} ${parameters.operation}`);
		const existing = resources.flatMap(({ value, operations }) =>
			operations.map((operation) => `${value} ${operation.value}`),
		);
		expect([...new Set(reached)].sort()).toEqual(existing.sort());
	});

	it.each(vendorCalls.filter(({ call }) => !(call in notOffered)))(
		'$call: every parameter of the file can be sent',
		({ call, query, body }) => {
			const sent = (sentBy.get(call) ?? []).flatMap((one) => fieldsIn(one.sent));
			const names = [query, ...body.values()].flatMap((schema) => fieldNamesOf(schema));
			expect(names.filter((name) => !sent.includes(name))).toEqual(neverSent[call] ?? []);
		},
	);
});

describe('where the vendor’s OpenAPI file is not right', () => {
	const perCall = exceptions.flatMap((exception) =>
		(isCallException(exception) ? [exception.call] : exception.calls).map(
			(call): [string, string, typeof exception] => [
				call,
				isCallException(exception) ? 'is a call' : `takes ${exception.field}`,
				exception,
			],
		),
	);

	it.each(perCall)('%s %s: the exception is needed', (call, _what, exception) => {
		const others = exceptions.filter((one) => one !== exception);
		const requests = calls.filter((one) => one.call === call).flatMap((one) => made.get(one) ?? []);

		expect(requests.flatMap((request) => deviationsOf(request))).toEqual([]);
		expect(requests.flatMap((request) => deviationsOf(request, others))).not.toEqual([]);
	});
});
