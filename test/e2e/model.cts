import fastify from 'fastify';
import { z } from 'zod';

const completion = z.object({
	messages: z.array(z.object({ role: z.string(), content: z.unknown() }).passthrough()),
	tools: z.array(
		z.object({
			function: z.object({ name: z.string(), description: z.string().optional() }).passthrough(),
		}),
	),
});

/** What a model would know of its tool. */
export interface SeenTool {
	name: string;
	description?: string;
	parameters?: unknown;
}

/** A stand-in for a language model, as OpenAI's chat completions offer one. */
export interface Model {
	/** For the credential: with `/v1`, without a slash at the end. */
	url: string;
	/** The tool that it was offered last. */
	tool: SeenTool | undefined;
	/** What it was told by the tool, in the order of the calls. */
	told: string[];
	/** Forgets all that, and calls the tool once with these arguments before it says `DONE`. */
	callOnce(input: Record<string, unknown>): void;
	close(): Promise<void>;
}

/** The model's last words. */
export const DONE = 'That is what I was told.';

/** Starts a model that calls its only tool once, and then says that it is done. */
export async function startModel(): Promise<Model> {
	const app = fastify();
	let input: Record<string, unknown> = {};
	app.post('/v1/chat/completions', async (request) => {
		const { messages, tools } = completion.parse(request.body);
		model.tool = tools[0]?.function;
		const last = messages.at(-1);
		const hears = last?.role === 'tool';
		if (hears) model.told.push(textOf(last.content));
		return await Promise.resolve({
			id: 'completion-1',
			object: 'chat.completion',
			created: 0,
			model: 'stand-in',
			choices: [
				{
					index: 0,
					finish_reason: hears ? 'stop' : 'tool_calls',
					message: hears
						? { role: 'assistant', content: DONE }
						: {
								role: 'assistant',
								content: null,
								tool_calls: [
									{
										id: 'call-1',
										type: 'function',
										function: { name: model.tool?.name, arguments: JSON.stringify(input) },
									},
								],
							},
				},
			],
			usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
		});
	});
	const address = await app.listen({ host: '127.0.0.1', port: 0 });
	const model: Model = {
		url: `${address}/v1`,
		tool: undefined,
		told: [],
		callOnce(given) {
			input = given;
			model.tool = undefined;
			model.told = [];
		},
		close: async () => {
			await app.close();
		},
	};
	return model;
}

function textOf(content: unknown): string {
	return typeof content === 'string' ? content : JSON.stringify(content);
}
