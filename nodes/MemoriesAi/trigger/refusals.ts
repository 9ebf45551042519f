import { NodeApiError } from 'n8n-workflow';

import { InvalidParameter } from '../errors/invalidParameter';

/** Of Memories.ai, and of HTTP: the key is not accepted, its account is disabled, it may not ask. */
const REFUSED: ReadonlySet<unknown> = new Set(['0401', '0403', '9009', '401', '403']);

/** Whether asking again is in vain until somebody changes the credential. */
export function isNeverAnswered(error: unknown): boolean {
	// The API version has no such call.
	if (error instanceof InvalidParameter) return true;
	return error instanceof NodeApiError && REFUSED.has(error.httpCode);
}

/** The same, of requests that come too fast. */
const TOO_FAST: ReadonlySet<unknown> = new Set(['0429', '429']);

/** Whether Memories.ai is there, and only wants to be asked later. */
export function isTooFast(error: unknown): boolean {
	return error instanceof NodeApiError && TOO_FAST.has(error.httpCode);
}
