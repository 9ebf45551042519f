import type { INodeExecutionData } from 'n8n-workflow';

import { parseJson } from '../sandbox/json.cjs';
import { mediaTypeOf, type Pair } from '../sandbox/recorder.cjs';
import { wireExample, wireExamples } from '../unit/fixtures.cjs';
import { laterRequests } from '../vendor/examples/laterRequests.cjs';
import { requests, type ExampleRequest } from '../vendor/examples/requests.cjs';
import { binaryItem, runNode } from './harness.cjs';
import { useSandbox } from './useSandbox.cjs';

/** Every request that the documents print is what the node sends. */
const account = useSandbox();

const all = [...requests, ...laterRequests];

interface Example {
	method: string;
	url: string;
	headers: Record<string, string>;
	query?: Record<string, string>;
	fields?: Pair[];
	files?: Array<{ name: string; filename: string; contentType: string } | [string, string]>;
	body?: unknown;
}

/** The example with what is otherwise in it. */
function read({ example, otherwise = [] }: ExampleRequest): Example {
	// Without what makes it nice to read.
	let text = wireExample(example).replace(/\n\s*/g, '').replaceAll('": ', '":');
	for (const { printed, sent } of otherwise) {
		expect(text).toContain(printed);
		text = text.replaceAll(printed, sent);
	}
	return parseJson(text.replaceAll('<api-key>', account.sandbox.key)) as Example;
}

/** In the form of the longer spelling; of the other one only the field's name is known. */
function filesIn({ files = [] }: Example) {
	return files.map((file) =>
		Array.isArray(file) ? { name: file[0], filename: 'clip.mp4', contentType: 'video/mp4' } : file,
	);
}

async function itemsFor(
	{ items }: ExampleRequest,
	example: Example,
): Promise<INodeExecutionData[]> {
	if (items) return items.map((json) => ({ json }));
	const item: INodeExecutionData = { json: {}, binary: {} };
	for (const [index, { filename: fileName, contentType: mimeType }] of filesIn(example).entries()) {
		const { binary } = await binaryItem(
			{ content: Buffer.from('a'), fileName, mimeType },
			'memory',
		);
		item.binary = { ...item.binary, ...binary, [`data${index}`]: binary?.data as never };
	}
	return [item];
}

const sorted = (pairs: readonly Pair[] = []) => [...pairs].sort(([a], [b]) => a.localeCompare(b));

it.each(all.map((row): [string, ExampleRequest] => [row.example, row]))('%s', async (_, row) => {
	const example = read(row);
	await runNode({
		parameters: row.parameters,
		items: await itemsFor(row, example),
		credentials: account.credentials({ apiVersion: row.apiVersion ?? 'v1' }),
	});
	const [request] = account.sandbox.requests;
	if (!request) throw new Error('No request arrived');

	expect(request.method).toBe(example.method);
	expect(request.path).toBe(new URL(example.url).pathname);
	expect(request.headers.authorization).toBe(example.headers.Authorization);
	expect(mediaTypeOf(request)).toBe(example.headers['Content-Type'] ?? '');
	expect(Object.fromEntries(request.query)).toEqual(example.query ?? {});
	expect(sorted(request.fields)).toEqual(sorted(example.fields));
	expect(
		request.files.map(({ field, filename, mimetype }) => ({
			name: field,
			filename,
			contentType: mimetype,
		})),
	).toEqual(filesIn(example));
	expect(request.json).toEqual(example.body);
});

it('every request of the examples is here', () => {
	expect(all.map(({ example }) => example).sort()).toEqual(wireExamples(/\.request\b/).sort());
});
