import type { IAllExecuteFunctions, IBinaryData } from 'n8n-workflow';

import type { Account } from './account';
import type { Endpoint, ReplyKind, Route } from './endpoint';
import type { Fields } from './fields';
import type { Json, JsonObject } from './json';
import type { ByteStream } from './replyBody';

/** What a success brings, by the kind of reply. */
export interface ReplyData {
	envelope: Json;
	file: IBinaryData;
	/** All of them, in their order. */
	events: JsonObject[];
}

/** Where a reply goes while it comes in. */
export interface ReplySink {
	/** An envelope is read as a whole. */
	envelope: undefined;
	/** Stores the file, which it reads from the stream. */
	file: (body: ByteStream, headers: Readonly<Record<string, unknown>>) => Promise<IBinaryData>;
	/** Is given each event as it comes, so that those before a failure are not lost. */
	events: (event: JsonObject) => void;
}

export interface RequestOptions {
	/** How often a request is repeated at the most, where it may be repeated at all. */
	readonly maxRetries: number;
	/** For one try, in milliseconds, 0 is no limit; what the endpoint says where not given. */
	readonly timeoutMs?: number;
	/**
	 * How many requests of this run start within a second. Where it is more than is documented for the
	 * endpoint, the account is taken to allow as many.
	 */
	readonly requestsPerSecond?: number;
	/**
	 * Somebody waits for the answer until then, in milliseconds since epoch: it goes before all other
	 * requests of the account, and is given up in time.
	 */
	readonly answerBy?: number;
	/** The item that an error is attributed to. */
	readonly itemIndex: number;
}

/** One request to Memories.ai, in terms of this package. */
export interface ApiCall<K extends ReplyKind = ReplyKind> {
	/** The running node: its HTTP client adds the key, and the engine cancels it. */
	readonly context: IAllExecuteFunctions;
	readonly account: Account;
	readonly endpoint: Endpoint<K>;
	/** The endpoint's route for the account's API version. */
	readonly route: Route;
	readonly fields: Fields;
	readonly options: RequestOptions;
	readonly sink: ReplySink[K];
	/** Aborts it, in place of the execution's own signal, which this one follows. */
	readonly signal?: AbortSignal;
}
