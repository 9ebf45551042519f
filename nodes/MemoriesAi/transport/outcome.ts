import type { Json } from './json';
import type { TimeoutSettings } from './timeout';

/** Why one request did not succeed. */
export type Failure =
	/** Memories.ai answered in its envelope, with a code other than 0000, or said so in a stream. */
	| {
			readonly kind: 'apiError';
			readonly code: string;
			readonly message: string;
			/** Part of the answer had come before. */
			readonly midway?: true;
	  }
	/** Something answered, but not as it should: a gateway, a proxy, another server. */
	| {
			readonly kind: 'invalidResponse';
			readonly status: number;
			readonly body: string;
			/** Where a redirect, which is never followed, points to. */
			readonly location?: string;
			/** In milliseconds. */
			readonly retryAfterMs?: number;
			/** `body` is only its beginning. */
			readonly tooLong?: true;
	  }
	/** No whole answer within this time; `sent` says whether all of the request was on its way. */
	| { readonly kind: 'timedOut'; readonly timeout: TimeoutSettings; readonly sent: boolean }
	/** A file came, but n8n could not store it. */
	| { readonly kind: 'notStored'; readonly detail: string }
	/** No answer, or not all of it. */
	| {
			readonly kind: 'networkError';
			/** Node's, such as ECONNRESET. */
			readonly networkCode: string;
			/** The call of the system that did not succeed, such as connect or read, where it was one. */
			readonly syscall?: string;
			readonly detail: string;
	  };

/** What became of one request; nothing else can. */
export type Outcome<T = Json> = { readonly kind: 'success'; readonly data: T } | Failure;

export const RATE_LIMITED = '0429';

/** The status of an HTTP reply that says the same as a code of the envelope. */
const CODE_OF_STATUS: ReadonlyMap<string, string> = new Map([
	['401', '0401'],
	['402', '0402'],
	['403', '0403'],
	['409', '0409'],
	['429', RATE_LIMITED],
]);

/** @returns the envelope's code where newer products of the vendor write the HTTP status, as a number */
export function toApiCode(code: string): string {
	return CODE_OF_STATUS.get(code) ?? code;
}

/** @returns the envelope's code for this outcome, where it has one */
export function apiCodeOf(outcome: Outcome<unknown>): string | undefined {
	if (outcome.kind === 'apiError') return outcome.code;
	if (outcome.kind === 'invalidResponse') return CODE_OF_STATUS.get(String(outcome.status));
	return undefined;
}
