import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

import { resources } from '../../nodes/MemoriesAi/actions';
import { hitFields, imageFields } from '../../nodes/MemoriesAi/api/hits';
import { videoFields } from '../../nodes/MemoriesAi/api/videoDetails';
import { formatted } from '../../scripts/docs/markdown.cjs';
import { operations } from '../faults/operations.cjs';
import { newVideo } from '../sandbox/resources/video/newVideo.cjs';
import { startSandbox, type Sandbox } from '../sandbox/sandbox.cjs';
import { callTrigger, triggerDescription } from './callTrigger.cjs';
import { credentialsFor, outputsOf } from './outputRuns.cjs';
import {
	inferSchema,
	readSchema,
	schemaFileOf,
	triggerSchemaFile,
	type Open,
	type SchemaFile,
} from './outputSchema.cjs';
import { newKey } from './useSandbox.cjs';

/**
 * Operations that hand on what Memories.ai sends, which may be more than it documents: of a reply as a
 * whole, or of the objects in some fields. All others put out nothing but what their schema has.
 */
const handsOn: Readonly<Record<string, Open>> = {
	'chat askPersonal': 'within',
	'chat askPublic': 'within',
	'chat askVideos': 'within',
	'folder create': 'everywhere',
	'folder getAll': 'everywhere',
	'image uploadImages': 'everywhere',
	'memory create': 'everywhere',
	'memory getAll': 'everywhere',
	'memory search': 'everywhere',
	'task get': 'within',
	'transcript get': 'everywhere',
	'video scrapeCreator': 'everywhere',
	'video scrapeHashtag': 'everywhere',
	'video scrapePlatform': 'everywhere',
	'video uploadFile': 'everywhere',
	'video uploadUrl': 'everywhere',
	'video waitUntilIndexed': 'within',
};

let api: Sandbox;
beforeAll(async () => {
	api = await startSandbox({ indexAfterMs: 0, downloadAfterMs: 0 });
});
afterAll(async () => {
	await api.close();
});

const existing = resources.flatMap(({ value: resource, operations: its }) =>
	its.map(({ value: operation }) => [resource, operation] as const),
);

async function schemaOf(resource: string, operation: string): Promise<SchemaFile> {
	const rows = operations.filter(
		({ parameters }) => parameters.resource === resource && parameters.operation === operation,
	);
	const items = [];
	for (const row of rows) {
		api.key = newKey();
		items.push(...(await outputsOf(row, api)));
	}
	expect(items).not.toEqual([]);
	const values = items.map(({ json }) => json);
	const schema = inferSchema(values, handsOn[`${resource} ${operation}`] ?? 'nowhere');
	return { ...schema, version: 1 };
}

async function expectCurrent(file: string, schema: SchemaFile): Promise<void> {
	const text = await formatted(JSON.stringify(schema, null, 1), 'json');
	if (process.env.DOCS === 'write') {
		mkdirSync(dirname(file), { recursive: true });
		writeFileSync(file, text);
	}
	expect(readFileSync(file, 'utf8')).toBe(text);
}

it.each(existing)('the schema of %s: %s is current (npm run docs)', async (resource, operation) => {
	await expectCurrent(schemaFileOf(resource, operation), await schemaOf(resource, operation));
});

it('the schema of the trigger is current (npm run docs)', async () => {
	const [videoNo, taskId] = ['VI606404158946574336', 'task-1'];
	api.reset();
	api.key = newKey();
	api.videos.push({
		...newVideo(videoNo, undefined, 'https://example.com/a.mp4'),
		status: 'PARSE',
	});
	const callbacks: Array<Record<string, string>> = [
		{ videoNo, clientId: 'd7a7427b502df6c8e31de003675b7b77', status: 'PARSE' },
		{ videoNo, taskId, status: 'INDEXING_SUCCEEDED' },
		{ taskId, status: 'FAILED', message: 'The post is not public.' },
	];
	const items = [];
	for (const callback of callbacks) {
		items.push(...(await callTrigger(callback, 'order-1042', credentialsFor(api))));
	}
	expect(items).toHaveLength(callbacks.length);
	const schema = inferSchema(
		items.map(({ json }) => json),
		'within',
	);
	const file = triggerSchemaFile(Number(triggerDescription.version));
	await expectCurrent(file, { ...schema, version: 1 });
});

it('operations that hand things on are operations of the node', () => {
	const names = existing.map(([resource, operation]) => `${resource} ${operation}`);
	expect(Object.keys(handsOn).filter((name) => !names.includes(name))).toEqual([]);
});

const simplified = {
	'video get': videoFields,
	'video getAll': videoFields,
	'video search': hitFields,
	'image search': imageFields,
};

it.each(Object.entries(simplified))('%s shows all fields of its usual output', (name, fields) => {
	const [resource = '', operation = ''] = name.split(' ');
	const { properties = {} } = readSchema(schemaFileOf(resource, operation));
	expect(Object.keys(properties)).toEqual(Object.keys(fields.simplified));
});
