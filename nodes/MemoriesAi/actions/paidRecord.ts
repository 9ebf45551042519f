import { createHash } from 'crypto';

import type { IDataObject, IExecuteFunctions, JsonObject } from 'n8n-workflow';
import { NodeApiError } from 'n8n-workflow';

import type { ApiClient } from '../api/client';
import { mayHaveBeenCharged } from '../api/client';
import { resumeUrlOf } from '../api/resumeUrl';
import { errorCodeOf } from '../errors/itemError';
import type { Endpoint } from '../transport/endpoint';
import type { Fields } from '../transport/fields';
import type { Json } from '../transport/json';

/** Where the record stands in what n8n keeps of the node, in memory and in its database. */
const RECORD = 'memoriesAiPaid';

/** What became of one request that may have been charged. Plain data. */
interface Entry {
	/** Of what was sent: the same again is not sent again. */
	readonly fingerprint: string;
	/** The execution in which it was sent. */
	readonly execution: string;
	/** The reply's `data`, which is little more than ids. */
	readonly data?: Json;
	/** In place of `data`, what was said where nobody knows whether it arrived. */
	readonly failure?: {
		readonly message: string;
		readonly description: string;
		readonly code?: string;
	};
}

/**
 * Remembers what was paid for, so that n8n's ways of running a node again do not pay again. Retry On
 * Fail runs it again within the execution, and Retry hands the failed execution's data to a new one;
 * in both, what n8n keeps of the node is still there.
 */
export class PaidRecord {
	readonly #all: IDataObject;

	readonly #run: string;

	/** @param context of the node; each time that a loop comes by has a record of its own */
	constructor(private readonly context: IExecuteFunctions) {
		this.#all = context.getContext('node');
		this.#run = String(context.getWorkflowDataProxy(0).$runIndex);
	}

	/** To be called when the whole run has succeeded: what comes then is meant to be sent. */
	clear(): void {
		const others = Object.entries(this.#entries()).filter(([run]) => run !== this.#run);
		if (others.length > 0) this.#all[RECORD] = Object.fromEntries(others);
		else delete this.#all[RECORD];
	}

	/**
	 * @param item that the requests are for
	 * @returns a client that does not send again what was paid for: what was taken has its result as
	 *   before, and what may have been taken fails as before. A person who has looked and retries an
	 *   execution by hand wants the latter sent.
	 */
	guard(client: ApiClient, item: number): ApiClient {
		return {
			...client,
			request: async (endpoint, fields, signal) => {
				if (endpoint.effect !== 'charge') return await client.request(endpoint, fields, signal);
				const fingerprint = this.#fingerprintOf(client, endpoint, fields);
				const before = this.#find(item, fingerprint);
				if (before?.data !== undefined) return before.data;
				if (before?.failure) throw this.#again(before.failure, item);
				return await client.request(endpoint, fields, signal).then(
					(data) => {
						this.#note(item, { fingerprint, data });
						return data;
					},
					(error: unknown) => {
						if (mayHaveBeenCharged(error)) {
							const { message, description } = error;
							const failure = { message, description: description ?? '', code: errorCodeOf(error) };
							this.#note(item, { fingerprint, failure });
						}
						throw error;
					},
				);
			},
		};
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

	#find(item: number, fingerprint: string): Entry | undefined {
		const entry = this.#ofRun()[item];
		if (entry?.fingerprint !== fingerprint) return undefined;
		return entry.data !== undefined || entry.execution === this.context.getExecutionId()
			? entry
			: undefined;
	}

	#again({ message, description, code }: NonNullable<Entry['failure']>, itemIndex: number) {
		const plain: JsonObject = { message };
		const options = { message, description, httpCode: code, itemIndex };
		return new NodeApiError(this.context.getNode(), plain, options);
	}

	#note(item: number, entry: Omit<Entry, 'execution'>): void {
		const ofRun = {
			...this.#ofRun(),
			[item]: { ...entry, execution: this.context.getExecutionId() },
		};
		this.#all[RECORD] = { ...this.#entries(), [this.#run]: ofRun };
	}

	#ofRun(): Readonly<Record<number, Entry>> {
		return this.#entries()[this.#run] ?? {};
	}

	#entries(): Entries {
		const entries = this.#all[RECORD];
		return isEntries(entries) ? entries : {};
	}
}

/** By run index, then by item. */
type Entries = Readonly<Record<string, Readonly<Record<number, Entry>>>>;

/** Only `PaidRecord` writes it. */
function isEntries(value: unknown): value is Entries {
	return typeof value === 'object' && value !== null;
}
