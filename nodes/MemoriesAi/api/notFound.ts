import { NodeApiError } from 'n8n-workflow';

/** Codes that an id which does not exist can be answered with; they have other meanings as well. */
const NOT_FOUND_CODES: ReadonlySet<unknown> = new Set(['0001', '0003']);

const NOT_FOUND_WORDS = /not (be )?found|(not|n't) exist|no such/i;

/** Whether a code says that there is no such thing; it may also say that a value is not accepted. */
export function isNotFound(error: unknown): error is NodeApiError {
	return error instanceof NodeApiError && NOT_FOUND_CODES.has(error.httpCode);
}

/**
 * @param reply to a question about one thing
 * @returns the reply, or null, which is the usual answer, where Memories.ai says that there is no
 *   such thing
 */
export async function nullWhereUnknown<T>(reply: Promise<T>): Promise<T | null> {
	return await reply.catch((error: unknown) => {
		if (isNotFound(error) && NOT_FOUND_WORDS.test(error.message)) return null;
		throw error;
	});
}
