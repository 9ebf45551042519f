import { NodeApiError } from 'n8n-workflow';

import { InvalidParameter } from '../errors/invalidParameter';
import { RATE_LIMITED, toApiCode } from '../transport/outcome';

/** The key is not accepted, its account is disabled, it may not ask. */
const REFUSED: ReadonlySet<unknown> = new Set(['0401', '0403', '9009']);

/** Whether asking again is in vain until somebody changes the credential. */
export function isNeverAnswered(error: unknown): boolean {
	// The API version has no such call.
	return error instanceof InvalidParameter || REFUSED.has(codeOf(error));
}

/** Whether Memories.ai is there, and only wants to be asked later. */
export function isTooFast(error: unknown): boolean {
	return codeOf(error) === RATE_LIMITED;
}

/** @returns the code of Memories.ai, also where HTTP has said the same */
function codeOf(error: unknown): string | undefined {
	return error instanceof NodeApiError ? toApiCode(error.httpCode ?? '') : undefined;
}
