import type { IExecuteFunctions } from 'n8n-workflow';

import { isTool } from '../../errors/agentTool';

/** The message that a workflow writes into n8n's chat for one item, where it streams its answers. */
export class ChatMessage {
	#begun = false;

	/** Whether it can be written word by word: the chat puts together what several items write. */
	readonly isLive: boolean;

	readonly #streams: boolean;

	constructor(
		private readonly context: IExecuteFunctions,
		private readonly itemIndex: number,
	) {
		// What a tool says is for its agent.
		this.#streams = !isTool(context.getNode()) && context.isStreaming();
		this.isLive = this.#streams && context.getInputData().length === 1;
	}

	/** Adds to the message, which begins with the first word. */
	write(text: string): void {
		if (!this.#streams) return;
		if (!this.#begun) this.context.sendChunk('begin', this.itemIndex);
		this.#begun = true;
		this.context.sendChunk('item', this.itemIndex, text);
	}

	/** Writes an answer that did not come word by word. */
	complete(answer: string): void {
		if (!this.#begun) this.write(answer);
	}

	/** To be called when nothing more will come. */
	end(): void {
		if (this.#begun) this.context.sendChunk('end', this.itemIndex);
	}
}
