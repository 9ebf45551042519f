import fastify, { type FastifyInstance } from 'fastify';
import type { IConnections, INode, INodeParameters } from 'n8n-workflow';
import { binaryItem, runWorkflow, startWorkflow } from './harness.cjs';

/** Nothing here is about Memories.ai: these tests show that the harness runs n8n as it is. */

let server: FastifyInstance;
let url: string;
let requests: Array<{ method: string; url: string; body: unknown }>;
let onRequest: () => void;

beforeAll(async () => {
	server = fastify();
	server.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => {
		done(null, body);
	});
	server.all('/*', async (request, reply) => {
		requests.push({ method: request.method, url: request.url, body: request.body });
		onRequest();
		if (request.url === '/refused') return await reply.code(403).send({ message: 'Not allowed' });
		return { path: request.url };
	});
	url = await server.listen({ host: '127.0.0.1', port: 0 });
});

beforeEach(() => {
	requests = [];
	onRequest = () => undefined;
});

afterAll(async () => {
	await server.close();
});

function node(name: string, type: string, typeVersion: number, parameters: INodeParameters): INode {
	const id = `n8n-nodes-base.${type}`;
	return { id: name, name, type: id, typeVersion, position: [0, 0], parameters };
}

const trigger = node('Trigger', 'manualTrigger', 1, {});

function request(path: string, more: INodeParameters = {}): INode {
	return node('Request', 'httpRequest', 4.2, { url: path, ...more });
}

function chain(...names: string[]): IConnections {
	return Object.fromEntries(
		names
			.slice(1)
			.map((name, index) => [
				names[index] ?? '',
				{ main: [[{ node: name, type: 'main', index: 0 }]] },
			]),
	);
}

it('runs real nodes on injected items, with expressions and item linking', async () => {
	const set = node('Set', 'set', 3.4, {
		mode: 'raw',
		jsonOutput: '={{ { answer: $json.path, of: $("Trigger").item.json.id } }}',
	});
	const result = await runWorkflow({
		nodes: [trigger, request(`=${url}/{{ $json.id }}`), set],
		connections: chain('Trigger', 'Request', 'Set'),
		inputItems: [{ json: { id: 1 } }, { json: { id: 2 } }],
		credentials: {},
	});

	expect(result.status).toBe('success');
	// They are sent at the same time, in no order.
	expect(requests.map((seen) => seen.url).sort()).toEqual(['/1', '/2']);
	expect(result.outputOf('Set')).toEqual([
		{ json: { answer: '/1', of: 1 }, pairedItem: { item: 0 } },
		{ json: { answer: '/2', of: 2 }, pairedItem: { item: 1 } },
	]);
});

it('reports the error of a node that stops the workflow', async () => {
	const result = await runWorkflow({
		nodes: [trigger, request(`${url}/refused`)],
		connections: chain('Trigger', 'Request'),
		credentials: {},
	});

	expect(result.status).toBe('error');
	expect(result.error).toMatchObject({ name: 'NodeApiError', httpCode: '403' });
	expect(result.nodeError('Request')?.message).toContain('Forbidden');
	expect(result.outputOf('Request')).toEqual([]);
});

it('routes failed items to the error output', async () => {
	const failing: INode = {
		...request(`=${url}/{{ $json.path }}`),
		onError: 'continueErrorOutput',
	};
	const result = await runWorkflow({
		nodes: [trigger, failing],
		connections: chain('Trigger', 'Request'),
		inputItems: [{ json: { path: 'refused' } }, { json: { path: 'fine' } }],
		credentials: {},
	});

	expect(result.status).toBe('success');
	expect(result.outputOf('Request')).toMatchObject([
		{ json: { path: '/fine' }, pairedItem: { item: 1 } },
	]);
	expect(result.outputOf('Request', 1)).toHaveLength(1);
});

it.each(['memory', 'filesystem'] as const)('sends a file kept in %s', async (mode) => {
	const item = await binaryItem(
		{ content: Buffer.from('some bytes'), fileName: 'a.mp4', mimeType: 'video/mp4' },
		mode,
	);
	expect(typeof item.binary?.data?.id).toBe(mode === 'memory' ? 'undefined' : 'string');
	const upload = request(`${url}/upload`, {
		method: 'POST',
		sendBody: true,
		contentType: 'binaryData',
		inputDataFieldName: 'data',
	});
	const result = await runWorkflow({
		nodes: [trigger, upload],
		connections: chain('Trigger', 'Request'),
		inputItems: [item],
		credentials: {},
		binaryMode: mode,
	});

	expect(result.status).toBe('success');
	expect(requests[0]?.body).toEqual(Buffer.from('some bytes'));
});

it('runs no further node once the execution is cancelled', async () => {
	const running = await startWorkflow({
		nodes: [trigger, request(`${url}/first`), node('Next', 'noOp', 1, {})],
		connections: chain('Trigger', 'Request', 'Next'),
		credentials: {},
	});
	onRequest = running.cancel;
	const result = await running.finished;

	expect(result.status).toBe('canceled');
	expect(requests).toHaveLength(1);
	expect(result.runData.Next).toBeUndefined();
});
