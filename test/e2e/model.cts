import { type ModelServer, type SeenTool, serveModel } from './model-server.cjs';

/** A stand-in for a language model. */
export interface Model extends ModelServer {
	/** The tool that it was offered last. */
	tool: SeenTool | undefined;
	/** What it was told by the tool, in the order of the calls. */
	told: string[];
	/** Forgets all that, and calls the tool once with these arguments before it says `DONE`. */
	callOnce(input: Record<string, unknown>): void;
}

/** The model's last words. */
export const DONE = 'That is what I was told.';

/** Starts a model that calls its only tool once, and then says that it is done. */
export async function startModel(): Promise<Model> {
	let input: Record<string, unknown> = {};
	const server = await serveModel(({ messages, tools }) => {
		model.tool = tools[0];
		const last = messages.at(-1);
		if (last?.role !== 'tool') return { tool: model.tool?.name ?? '', input };
		model.told.push(last.text);
		return { words: DONE };
	});
	const model: Model = {
		...server,
		tool: undefined,
		told: [],
		callOnce(given) {
			input = given;
			model.tool = undefined;
			model.told = [];
		},
	};
	return model;
}
