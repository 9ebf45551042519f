import { NodeApiError } from 'n8n-workflow';

import { keepReceived } from '../errors/received';
import { asSentence } from '../errors/sentence';
import type { Json, JsonObject } from '../transport/json';
import { textOf } from '../transport/json';
import { toAnswer } from './answer';

/** Puts an answer together from the events of its stream. */
export class StreamedAnswer {
	#begun = false;

	#content = '';

	readonly #thinkings: Array<{ title: Json; content: string }> = [];

	#refs: Json[] = [];

	#sessionId: string | undefined;

	/** @param onText is given each piece of its text as it comes */
	constructor(private readonly onText: (text: string) => void) {}

	/** What has come so far, as an endpoint that answers as a whole would have it in its `data`. */
	get data(): JsonObject {
		return {
			content: this.#content,
			thinkings: this.#thinkings,
			refs: this.#refs,
			session_id: this.#sessionId ?? null,
		};
	}

	take({ type, title, content, ref, token, sessionId }: JsonObject): void {
		this.#begun = true;
		this.#sessionId = textOf(sessionId) ?? this.#sessionId;
		if (type === 'thinking') this.#think(title ?? null, content);
		else if (type === 'ref' && Array.isArray(ref)) this.#refs = this.#refs.concat(ref);
		else if (type === 'content') this.#write(content);
		// Of personal memory there is text alone, and nothing that says so.
		else if (type === undefined) this.#write(token);
	}

	/** @returns the error, with all that had come until then, for which may have been paid */
	keptIn(error: unknown): unknown {
		if (!(error instanceof NodeApiError) || !this.#begun) return error;
		const received = toAnswer(this.data);
		const { answer, sessionId } = received;
		const words = [
			asSentence(error.description ?? ''),
			...(answer === undefined ? [] : [`Until then it said: "${this.#content.trim()}".`]),
			...(sessionId === undefined ? [] : [`The sessionId is ${this.#sessionId}.`]),
		];
		error.description = words.join(' ');
		keepReceived(error, received);
		return error;
	}

	/** A step comes in pieces, all of one title. */
	#think(title: Json, content: Json | undefined): void {
		const last = this.#thinkings.at(-1);
		const piece = typeof content === 'string' ? content : '';
		if (last && last.title === title) last.content += piece;
		else this.#thinkings.push({ title, content: piece });
	}

	#write(text: Json | undefined): void {
		if (typeof text !== 'string' || text === '') return;
		this.#content += text;
		this.onText(text);
	}
}
