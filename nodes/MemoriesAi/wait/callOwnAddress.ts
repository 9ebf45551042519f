import type { Json } from '../transport/json';
import { isJsonObject, parseJson } from '../transport/json';

/** A check asks Memories.ai several times, and may wait before. In milliseconds. */
const ANSWER_TIMEOUT_MS = 120_000;

/** What the node answers a call of its own with. */
export const ASLEEP = { memoriesAi: 'asleep' };
export const AWAKE = { memoriesAi: 'awake' };

/**
 * What came of a call: `taken` by the node, in whichever process; `gone` where this sleep is over;
 * `running` where the execution does not sleep; `unreached` where nobody answers who knows of it.
 */
export type OwnAnswer = 'taken' | 'gone' | 'running' | 'unreached';

/**
 * Calls a sleeping execution from inside n8n. It uses `fetch`, because n8n's own request helper holds
 * on to all data of the execution that it belongs to, for as long as the sleep takes.
 *
 * @param addresses tried one after the other until one answers
 */
export async function callOwnAddress(
	addresses: readonly string[],
	body: Json,
): Promise<{ answer: OwnAnswer; reason: string }> {
	const reasons: string[] = [];
	for (const address of addresses) {
		try {
			const response = await fetch(address, {
				method: 'POST',
				headers: { 'content-type': 'application/json' },
				body: JSON.stringify(body),
				// A page to log in at is no answer.
				redirect: 'manual',
				signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS),
			});
			const answer = answerOf(response.status, await response.text());
			if (answer !== 'unreached') return { answer, reason: '' };
			reasons.push(`HTTP ${response.status}`);
		} catch (error) {
			reasons.push(error instanceof Error ? error.message : String(error));
		}
	}
	return { answer: 'unreached', reason: reasons.join('; ') };
}

/** n8n and the node answer in JSON; what stands before them, such as a proxy, with a page. */
function answerOf(status: number, text: string): OwnAnswer {
	let body: Json;
	try {
		body = parseJson(text);
	} catch {
		// The text is somebody else's: its status alone does not say whose.
		return 'unreached';
	}
	if (!isJsonObject(body)) return 'unreached';
	if (status === 200) return 'memoriesAi' in body ? 'taken' : 'unreached';
	if (status === 409) return /running/.test(String(body.message)) ? 'running' : 'gone';
	// n8n 2 knows another secret of it, the node another sleep, or n8n no such execution.
	return status === 401 || status === 403 || status === 404 ? 'gone' : 'unreached';
}
