import fastify from 'fastify';
import { z } from 'zod';

const completion = z.object({
	stream: z.boolean().optional(),
	messages: z.array(z.object({ role: z.string(), content: z.unknown() }).passthrough()),
	tools: z
		.array(
			z.object({
				function: z.object({ name: z.string(), description: z.string().optional() }).passthrough(),
			}),
		)
		.default([]),
});

/** What a model would know of its tool. */
export interface SeenTool {
	name: string;
	description?: string;
	parameters?: unknown;
}

/** What a model is given each time that it is to say something. */
export interface Conversation {
	/** So far, in order; what a tool has answered is of the role `tool`. */
	messages: Array<{ role: string; text: string }>;
	tools: SeenTool[];
}

/** What it says: its last words, or which tool it calls, and with what. */
export type Saying = { words: string } | { tool: string; input: Record<string, unknown> };

/** A server that offers a model as OpenAI's chat completions do. */
export interface ModelServer {
	/** For the credential: with `/v1`, without a slash at the end. */
	url: string;
	close(): Promise<void>;
}

/** Starts one. */
export async function serveModel(think: (heard: Conversation) => Saying): Promise<ModelServer> {
	const app = fastify();
	app.post('/v1/chat/completions', async (request, reply) => {
		const { messages, tools, stream } = completion.parse(request.body);
		const saying = think({
			messages: messages.map(({ role, content }) => ({ role, text: textOf(content) })),
			tools: tools.map((tool) => tool.function),
		});
		if (!stream) return await Promise.resolve(completionOf(saying));
		return await reply.type('text/event-stream').send(eventsOf(saying));
	});
	const address = await app.listen({ host: '127.0.0.1', port: 0 });
	return {
		url: `${address}/v1`,
		close: async () => {
			await app.close();
		},
	};
}

const SAME = { id: 'completion-1', created: 0, model: 'stand-in' };

function completionOf(saying: Saying) {
	return {
		...SAME,
		object: 'chat.completion',
		choices: [{ index: 0, finish_reason: finishOf(saying), message: messageOf(saying) }],
		usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
	};
}

/** The same word by word. */
function eventsOf(saying: Saying): string {
	const deltas =
		'words' in saying
			? saying.words.split(/(?= )/).map((content) => ({ role: 'assistant', content }))
			: [messageOf(saying)];
	const chunkOf = (delta: unknown, finish: string | null) => ({
		...SAME,
		object: 'chat.completion.chunk',
		choices: [{ index: 0, delta, finish_reason: finish }],
	});
	const chunks = [...deltas.map((delta) => chunkOf(delta, null)), chunkOf({}, finishOf(saying))];
	return [...chunks.map((chunk) => JSON.stringify(chunk)), '[DONE]']
		.map((data) => `data: ${data}\n\n`)
		.join('');
}

function finishOf(saying: Saying): string {
	return 'words' in saying ? 'stop' : 'tool_calls';
}

let calls = 0;

function messageOf(saying: Saying) {
	if ('words' in saying) return { role: 'assistant', content: saying.words };
	calls += 1;
	const { tool: name, input } = saying;
	const call = { name, arguments: JSON.stringify(input) };
	return {
		role: 'assistant',
		content: null,
		tool_calls: [{ index: 0, id: `call-${calls}`, type: 'function', function: call }],
	};
}

function textOf(content: unknown): string {
	return typeof content === 'string' ? content : JSON.stringify(content);
}
