import type { IWebhookFunctions } from 'n8n-workflow';
import { OperationalError, sleep } from 'n8n-workflow';

import type { Account } from '../transport/account';
import { CREDENTIAL, readAccount } from '../transport/account';
import { toUserMessage } from '../transport/errorMessages';
import type { SendOptions } from '../transport/request';
import { requestWithRetry } from '../transport/request';
import type { Ask } from './videos';

/** The sender waits for an answer meanwhile, so no long request, and no queue. */
const SEND_OPTIONS: Omit<SendOptions, 'maxRetries'> = {
	limit: { ms: 10_000, of: 'total' },
	requestsPerSecond: Infinity,
	itemIndex: 0,
};

/**
 * Memories.ai may call before its own records agree, or be busy. Asked at once, it is asked again
 * after these waits, in milliseconds, one after the other.
 */
export const WAITS_FOR_CONFIRMATION_MS = [1_000, 2_000];

/** Codes that an id which does not exist can be answered with. */
const NOT_FOUND = ['0001', '0003'];

/** Asks Memories.ai while a callback waits for its answer. */
export interface Asker {
	/** The same object for callbacks that come soon after one another. */
	readonly account: Account;
	/**
	 * Answers null when Memories.ai says that there is no such thing.
	 *
	 * @throws OperationalError when it does not answer, or not to the question
	 */
	readonly ask: Ask;
}

/** @param maxRetries of a request; before a repeat, the API may have it wait for minutes */
export async function askerOf(context: IWebhookFunctions, maxRetries = 1): Promise<Asker> {
	const account = await accountOf(context);
	const ask: Ask = async (endpoint, fields) => {
		const route = endpoint.routes[account.apiVersion];
		if (!route) throw new OperationalError(`API version ${account.apiVersion} cannot be asked`);

		const outcome = await requestWithRetry({
			context,
			account,
			endpoint,
			route,
			fields,
			options: { ...SEND_OPTIONS, maxRetries },
		});
		if (outcome.kind === 'success') return outcome.data;
		if (outcome.kind === 'apiError' && NOT_FOUND.includes(outcome.code)) return null;
		const { message } = toUserMessage(outcome, endpoint, account.baseUrl);
		throw new OperationalError(account.redact(message));
	};
	return { account, ask };
}

/** In milliseconds: a credential that is changed counts so soon, and a burst of callbacks reads it once. */
const ACCOUNT_KEPT_MS = 1_000;

/** By workflow and credential. */
const accounts = new Map<string, Promise<Account>>();

/**
 * Callbacks that come soon after one another share the account: for each reading, n8n 2 builds a
 * sandbox for expressions, which is most of the work that a callback makes.
 */
async function accountOf(context: IWebhookFunctions): Promise<Account> {
	const credential = context.getNode().credentials?.[CREDENTIAL]?.id ?? '';
	const key = `${context.getWorkflow().id ?? ''}/${credential}`;
	const shared = accounts.get(key);
	if (shared) return await shared;
	const reading = readAccount(context);
	accounts.set(key, reading);
	void reading
		.then(
			async () => await sleep(ACCOUNT_KEPT_MS),
			() => undefined,
		)
		.finally(() => accounts.delete(key));
	return await reading;
}
