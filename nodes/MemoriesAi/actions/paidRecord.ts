import { createHash } from 'crypto';

import type { IBinaryData, IDataObject, IExecuteFunctions, JsonObject } from 'n8n-workflow';
import { NodeApiError } from 'n8n-workflow';

import type { ApiClient } from '../api/client';
import { mayHaveBeenCharged } from '../api/client';
import { resumeUrlOf } from '../api/resumeUrl';
import { isTool } from '../errors/agentTool';
import { errorCodeOf } from '../errors/itemError';
import { keepReceived, receivedBefore } from '../errors/received';
import type { Endpoint } from '../transport/endpoint';
import type { Fields } from '../transport/fields';
import type { Json } from '../transport/json';

/** Where the record stands in what n8n keeps of the node, in memory and in its database. */
const RECORD = 'memoriesAiPaid';

/** What became of one request that was no mere read. Plain data. */
interface Entry {
	/** Of what was sent: the same again is not sent again. */
	readonly fingerprint: string;
	/** The execution in which it was sent. */
	readonly execution: string;
	/** The `data` of a reply in the envelope, which is little more than ids, or an answer. */
	readonly data?: Json;
	/** In place of `data`, where n8n has stored a file; the file itself where n8n keeps files in memory. */
	readonly file?: IBinaryData;
	/** In place of what was paid for, what was said where nobody knows whether it arrived. */
	readonly failure?: {
		readonly message: string;
		readonly description: string;
		readonly code?: string;
		/** What had come before it. */
		readonly received: IDataObject;
	};
}

/** How an entry holds what was paid for. */
interface Kept<T> {
	in(entry: Entry): T | undefined;
	as(paid: T): Partial<Entry>;
}

const DATA: Kept<Json> = { in: ({ data }) => data, as: (data) => ({ data }) };
const FILE: Kept<IBinaryData> = { in: ({ file }) => file, as: (file) => ({ file }) };

/**
 * Remembers what was paid for or changed, so that n8n's ways of running a node again do not pay again,
 * nor create again what is there. Retry On Fail runs it again within the execution, and Retry hands the
 * failed execution's data to a new one; in both, what n8n keeps of the node is still there.
 */
export class PaidRecord {
	readonly #all: IDataObject;

	readonly #inTool: boolean;

	readonly #run: string;

	/** Where the requests of this run stand in the record. */
	readonly #places = new Set<string>();

	/**
	 * @param context of the node; each time that a loop comes by has a record of its own, but all calls
	 *   of a tool have one: n8n counts each try as a run, and an agent may try again by itself
	 */
	constructor(private readonly context: IExecuteFunctions) {
		this.#all = context.getContext('node');
		this.#inTool = isTool(context.getNode());
		this.#run = this.#inTool ? 'tool' : String(context.getWorkflowDataProxy(0).$runIndex);
	}

	/** To be called when the whole run has succeeded: what comes then is meant to be sent. */
	clear(): void {
		const { [this.#run]: ofRun, ...others } = this.#entries();
		const kept = Object.entries(ofRun ?? {}).filter(
			([place]) => this.#inTool && !this.#places.has(place),
		);
		const left = kept.length > 0 ? { ...others, [this.#run]: Object.fromEntries(kept) } : others;
		if (Object.keys(left).length > 0) this.#all[RECORD] = left;
		else delete this.#all[RECORD];
	}

	/**
	 * @param item that the requests are for
	 * @returns a client that does not send again what was paid for: what was taken has its result as
	 *   before, and what may have been taken fails as before. A person who has looked and retries an
	 *   execution by hand wants the latter sent.
	 */
	guard(client: ApiClient, item: number): ApiClient {
		const once = async <T>(
			kept: Kept<T>,
			endpoint: Endpoint,
			fields: Fields,
			send: () => Promise<T>,
		): Promise<T> => {
			if (endpoint.effect === 'read') return await send();
			return await this.#once(kept, this.#fingerprintOf(client, endpoint, fields), item, send);
		};
		return {
			...client,
			request: async (endpoint, fields, signal) => {
				const send = async () => await client.request(endpoint, fields, signal);
				return await once(DATA, endpoint, fields, send);
			},
			stream: async (endpoint, fields, onText) => {
				const send = async () => await client.stream(endpoint, fields, onText);
				return await once(DATA, endpoint, fields, send);
			},
			download: async (endpoint, fields, store) => {
				const send = async () => await client.download(endpoint, fields, store);
				return await once(FILE, endpoint, fields, send);
			},
		};
	}

	async #once<T>(
		kept: Kept<T>,
		fingerprint: string,
		item: number,
		send: () => Promise<T>,
	): Promise<T> {
		// Each call of a tool is of item 0.
		const place = this.#inTool ? fingerprint : String(item);
		this.#places.add(place);
		const before = this.#find(place, fingerprint);
		const paid = before && kept.in(before);
		if (paid !== undefined) return paid;
		if (before?.failure) throw this.#again(before.failure, item);
		return await send().then(
			(taken) => {
				this.#note(place, { fingerprint, ...kept.as(taken) });
				return taken;
			},
			(error: unknown) => {
				if (mayHaveBeenCharged(error)) {
					const { message, description } = error;
					const code = errorCodeOf(error);
					const received = receivedBefore(error);
					const failure = { message, description: description ?? '', code, received };
					this.#note(place, { fingerprint, failure });
				}
				throw error;
			},
		);
	}

	#fingerprintOf(client: ApiClient, { routes }: Endpoint, fields: Fields): string {
		const { id, apiVersion } = client.account;
		// The URL that wakes an execution is another one in each.
		const sent =
			fields.callbackUrl === resumeUrlOf(this.context)
				? { ...fields, callbackUrl: undefined }
				: fields;
		// Of a file, which has functions besides, its name, type and size are what is written.
		const text = JSON.stringify([id, routes[apiVersion]?.path, sent], (_key, value: unknown) =>
			typeof value === 'bigint' ? `${value}n` : value,
		);
		return createHash('sha256').update(text).digest('base64url');
	}

	#find(place: string, fingerprint: string): Entry | undefined {
		const entry = this.#ofRun()[place];
		if (entry?.fingerprint !== fingerprint) return undefined;
		return entry.failure === undefined || entry.execution === this.context.getExecutionId()
			? entry
			: undefined;
	}

	#again(failure: NonNullable<Entry['failure']>, itemIndex: number) {
		const { message, description, code, received } = failure;
		const plain: JsonObject = { message };
		const options = { message, description, httpCode: code, itemIndex };
		const error = new NodeApiError(this.context.getNode(), plain, options);
		keepReceived(error, received);
		return error;
	}

	#note(place: string, entry: Omit<Entry, 'execution'>): void {
		const ofRun = this.#ofRun();
		ofRun[place] = { ...entry, execution: this.context.getExecutionId() };
		this.#all[RECORD] = { ...this.#entries(), [this.#run]: ofRun };
	}

	#ofRun(): Record<string, Entry> {
		return this.#entries()[this.#run] ?? {};
	}

	#entries(): Entries {
		const entries = this.#all[RECORD];
		return isEntries(entries) ? entries : {};
	}
}

/** By run index, then by item; of a tool, by fingerprint. */
type Entries = Readonly<Record<string, Record<string, Entry>>>;

/** Only `PaidRecord` writes it. */
function isEntries(value: unknown): value is Entries {
	return typeof value === 'object' && value !== null;
}
