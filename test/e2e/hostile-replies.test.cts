import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { peakMemory, resetPeakMemory } from '../n8n/memory.cjs';
import type { Execution } from '../n8n/rest.cjs';
import type { WorkflowNode } from '../n8n/workflows.cjs';
import type { FaultInput } from '../sandbox/faults.cjs';
import { chain, memoriesAi, readFiles, setFields, START, start } from './build-workflow.cjs';
import { useOwnN8n } from './own-n8n.cjs';
import { NODE } from './run-node.cjs';
import { queueFault, requestsTo, resetSandbox } from './sandbox.cjs';
import { world } from './world.cjs';

const { line, sandbox } = world();

const MEGABYTE = 1024 ** 2;

// All that n8n can be made to say.
const brought = useOwnN8n(`e2e-hostile-${line}`, { N8N_LOG_LEVEL: 'debug' });

beforeEach(resetSandbox);

const upload = { operation: 'uploadFile', binaryPropertyName: 'data' };
const read = { operation: 'getAll' };

/** Runs one operation after a node that reads a file, and the other nodes behind it. */
async function run(
	parameters: Record<string, unknown>,
	...then: WorkflowNode[]
): Promise<Execution> {
	const { client, credential } = brought();
	const all = { resource: 'video', additionalFields: {}, ...parameters };
	const workflow = chain(
		'Hostile replies',
		start(),
		readFiles('clip.mp4'),
		memoriesAi(NODE, all, credential),
		...then,
	);
	return await client.runToEnd(await client.createWorkflow(workflow), START, 120_000);
}

describe('100 MB', () => {
	it.each<[string, FaultInput]>([
		['of known length', { kind: 'hugeReply', withLength: true }],
		['of unknown length', { kind: 'hugeReply' }],
		['packed into 100 kB', { kind: 'gzipBomb' }],
	])('%s are no burden', async (_name, fault) => {
		const { pid } = brought().n8n;
		// What n8n loads with the first executions of its life is not the reply's.
		await queueFault({ kind: 'notJson' });
		for (const parameters of [upload, read, upload, read]) await run(parameters);
		await resetSandbox();
		await queueFault(fault);
		resetPeakMemory(pid);
		const before = peakMemory(pid);

		for (const parameters of [upload, read]) {
			const execution = await run(parameters);
			expect(execution.status).toBe('error');
			expect(execution.run.error?.message).toMatch(/unreadable/);
			expect(execution.run.error?.description).toMatch(/longer than 16 MB/);
			expect(execution.run.output(NODE)).toEqual([]);
		}
		const after = peakMemory(pid);
		expect(await requestsTo('upload')).toHaveLength(1);
		expect(await requestsTo('list_videos')).toHaveLength(1);
		// Only Linux tells the peak.
		if (before !== undefined && after !== undefined) {
			const growth = Math.round((after - before) / MEGABYTE);
			process.stdout.write(`Peak memory of n8n grew by ${growth} MB for two replies of 100 MB\n`);
			expect(growth).toBeLessThan(100);
		}
	});
});

/** Puts beside all that comes in what it is as text, read in two ways. */
function readAgain(): WorkflowNode {
	const fields = {
		videoNoAgain: '={{ $json.videoNo }}',
		itemAgain: '={{ JSON.stringify($json) }}',
	};
	return setFields('Read again', fields, { includeOtherFields: true });
}

describe('what comes in a reply is saved, can be read, and goes on to the next node', () => {
	const nested = (open: string, close: string, levels: number) =>
		`${open.repeat(levels)}1${close.repeat(levels)}`;

	it.each([
		['__proto__', '"__proto__":{"polluted":true,"toString":"x","videoNo":2}'],
		['__proto__ further in', '"in":[{"__proto__":{"polluted":true,"toString":"x"}}]'],
		['constructor', '"constructor":{"prototype":{"polluted":true}}'],
		['toString and the like', '"toString":"x","valueOf":"x","toJSON":"x","hasOwnProperty":"x"'],
		['then', '"then":"x","length":-1'],
		['names of n8n', '"json":1,"binary":{"data":"x"},"pairedItem":7,"error":"x","$json":"x"'],
		['100 levels of lists', `"in":${nested('[', ']', 98)}`],
		['100 levels of objects', `"in":${nested('{"in":', '}', 98)}`],
		['what is no character', '"in":"\\u0000\\ud800\\uffff","\\u0000":1'],
	])('%s', async (_name, member) => {
		await queueFault({ kind: 'body', text: `{"code":"0000","data":{"videoNo":"VI1",${member}}}` });
		const execution = await run(upload, readAgain());
		const [item] = execution.run.output(NODE);
		const [again] = execution.run.output('Read again');

		expect(execution.run.error).toBeUndefined();
		expect(execution.status).toBe('success');
		expect(item?.json.videoNo).toBe('VI1');
		expect(again?.json).toMatchObject({
			videoNoAgain: 'VI1',
			itemAgain: expect.stringContaining('"videoNo":"VI1"') as string,
		});
		expect(again?.json).not.toHaveProperty('polluted');
	});

	it('and nothing of it stays in n8n', async () => {
		await resetSandbox();
		const execution = await run(upload, readAgain());
		const [again] = execution.run.output('Read again');

		expect(execution.status).toBe('success');
		expect(JSON.stringify(again)).not.toContain('polluted');
		expect(again?.json.itemAgain).toMatch(/^\{"videoNo":"VI\d+",/);
	});
});

/** Every file that n8n has written, besides what is installed. */
function* filesIn(folder: string): Generator<string> {
	for (const entry of readdirSync(folder, { withFileTypes: true })) {
		const path = join(folder, entry.name);
		if (entry.isDirectory() && entry.name !== 'node_modules') yield* filesIn(path);
		if (entry.isFile()) yield path;
	}
}

describe('the key', () => {
	it.each<[string, FaultInput]>([
		['in a message', { kind: 'echoKey' }],
		['in a page', { kind: 'echoKey', as: 'html' }],
		['in a success', { kind: 'body', text: echo(sandbox.key) }],
		['in a redirect', { kind: 'redirect', location: `https://example.com/${sandbox.key}` }],
	])('is in nothing that n8n writes, although it comes back %s', async (_name, fault) => {
		await queueFault(fault);
		await run(upload);
		await run({ ...upload, options: { maxRetries: 0 } });
		const written = [...filesIn(brought().start.userFolder)];
		const holding = (text: string) => written.filter((path) => readFileSync(path).includes(text));

		expect(holding(sandbox.key)).toEqual([]);
		// It would have been found: this stands in its place.
		expect(holding('(API key)').join()).toContain('database.sqlite');
		expect(readFileSync(brought().n8n.logFile, 'utf8')).toContain('debug');
	});

	function echo(key: string): string {
		return JSON.stringify({ code: '0000', data: { videoNo: 'VI1', [key]: [key] } });
	}
});

test('n8n has lived through all this', async () => {
	const { logFile } = brought().n8n;

	expect((await run(upload)).status).toBe('success');
	expect(readFileSync(logFile, 'utf8')).not.toMatch(/unhandled|uncaught|out of memory/i);
});
