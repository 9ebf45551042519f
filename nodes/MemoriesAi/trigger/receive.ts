import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';
import { sleep } from 'n8n-workflow';

import type { Callback } from '../api/callback';
import { parseCallback, readRequestText } from '../api/callback';
import { REFERENCE_PARAMETER } from '../api/callbackUrl';
import { isFailed } from '../api/videos';
import { ANSWER_WITHIN_MS } from '../api/webhookClient';
import { parseList } from '../parameters/lists';
import { CallbackDeduplicator } from './deduplicate';
import type { Verdict } from './verdict';
import { verify } from './verify';

/** A sender hears by then that its callback has come, in milliseconds; the verdict may take longer. */
const ACKNOWLEDGE_AFTER_MS = ANSWER_WITHIN_MS + 500;

/**
 * So long a callback waits for its turn at the most, in milliseconds: of 50 Unique IDs one is looked
 * in each second where the plan allows no more.
 */
const LONGEST_WAIT_MS = 120_000;

/**
 * Answers one call of the trigger's URL.
 *
 * @returns the item that starts the workflow; or nothing where the call is refused (400 for something
 *   that is no callback, 403 for one that Memories.ai does not know of, 503 where it could not be
 *   asked), not subscribed to, or a repeat
 */
export async function receive(context: IWebhookFunctions): Promise<IWebhookResponseData> {
	const callback = parseCallback(await readRequestText(context));
	if (!callback) return refuse(context, 400, 'This is not a callback of Memories.ai');
	if (!isSubscribed(callback, parseList(context.getNodeParameter('events', []), 'Events'))) {
		return ignore(context);
	}

	const options = context.getNodeParameter('options', {}) as IDataObject;
	// A test run is repeated on purpose.
	if (options.ignoreDuplicates === false || context.getMode() === 'manual') {
		const verdict = await acknowledge(context, options, judge(context, callback, options));
		return refusalOf(context, verdict, options) ?? startRun(context, callback, verdict);
	}

	const trigger = `${context.getWorkflow().id ?? ''}/${context.getNode().id}`;
	const seen = new CallbackDeduplicator(trigger, context.getWorkflowStaticData('node'));
	if (!seen.hasHad(callback)) {
		const judging = async () => await judge(context, callback, options);
		const verdict = await acknowledge(context, options, seen.judge(callback, judging));
		const refusal = refusalOf(context, verdict, options);
		if (refusal) return refusal;
		if (seen.claim(callback, verdict)) return startRun(context, callback, verdict, seen);
	}
	seen.save();
	return ignore(context);
}

/** Answers the sender before the verdict is there, where that takes long and is not the answer itself. */
async function acknowledge(
	context: IWebhookFunctions,
	options: IDataObject,
	judging: Promise<Verdict>,
): Promise<Verdict> {
	if (refusesUnverified(options)) return await judging;
	const verdict = await Promise.race([judging, sleep(ACKNOWLEDGE_AFTER_MS)]);
	if (verdict) return verdict;
	context.getResponseObject().status(202).json({ message: 'Callback received, to be verified' });
	return await judging;
}

async function judge(
	context: IWebhookFunctions,
	callback: Callback,
	options: IDataObject,
): Promise<Verdict> {
	if (context.getNodeParameter('verify', true) === false) return { kind: 'unchecked' };
	const longestMs = refusesUnverified(options) ? ANSWER_WITHIN_MS : LONGEST_WAIT_MS;
	return await verify(context, callback, parseList(options.uniqueIds, 'Unique IDs'), longestMs);
}

/** @returns `undefined` for a callback that may start a run */
function refusalOf(
	context: IWebhookFunctions,
	{ kind }: Verdict,
	options: IDataObject,
): IWebhookResponseData | undefined {
	switch (kind) {
		case 'unknown':
			return refuse(context, 403, 'Memories.ai does not know of this callback');
		case 'unverifiable':
			return refuse(context, 503, 'Callbacks cannot be verified: the log of n8n says why');
		case 'unconfirmed':
			if (!refusesUnverified(options)) return undefined;
			return refuse(context, 503, 'This callback could not be verified: send it again later');
		case 'confirmed':
		case 'unchecked':
			return undefined;
	}
}

function refusesUnverified({ ifUnverified }: IDataObject): boolean {
	return ifUnverified === 'refuse';
}

function startRun(
	context: IWebhookFunctions,
	callback: Callback,
	verdict: Verdict,
	seen?: CallbackDeduplicator,
): IWebhookResponseData {
	const workflowData = [[{ json: itemOf(context, callback, verdict) }]];
	if (isAnswered(context)) {
		seen?.save();
		return { workflowData, noWebhookResponse: true };
	}
	return {
		workflowData,
		// n8n reads this when it answers and saves static data right after that. What changes earlier is
		// not saved by n8n 2: preparing the run makes it forget that there was a change.
		get webhookResponse() {
			seen?.save();
			return { message: 'Callback received' };
		},
	};
}

function itemOf(
	context: IWebhookFunctions,
	{ event, status, videoNo, taskId, clientId, message, body }: Callback,
	verdict: Verdict,
): IDataObject {
	const json = {
		event,
		status,
		videoNo,
		taskId,
		clientId,
		message,
		reference: readReference(context.getQueryData()),
		verified: verdict.kind === 'confirmed',
		metadata: verdict.kind === 'confirmed' ? verdict.metadata : undefined,
		receivedAt: new Date().toISOString(),
		body,
	};
	// n8n shows undefined as a field; one that was not sent is left out.
	const sent = Object.entries(json).filter(([, value]) => value !== undefined);
	return Object.fromEntries(sent);
}

/** A caller may repeat the parameter; the first is the one that the upload was given. */
function readReference(query: object): string | undefined {
	const value: unknown = Object.entries(query).find(([name]) => name === REFERENCE_PARAMETER)?.[1];
	const first: unknown = Array.isArray(value) ? value[0] : value;
	return typeof first === 'string' && first !== '' ? first : undefined;
}

/** Words that are not documented count as either of the two for a failure. */
function isSubscribed({ status }: Callback, events: string[]): boolean {
	if (events.length === 0 || events.includes(status)) return true;
	const isOther = isFailed(status) && status !== 'FAIL' && status !== 'FAILED';
	return isOther && (events.includes('FAIL') || events.includes('FAILED'));
}

function refuse(context: IWebhookFunctions, status: number, message: string): IWebhookResponseData {
	if (!isAnswered(context)) context.getResponseObject().status(status).json({ message });
	return { noWebhookResponse: true };
}

/** n8n answers 200 and starts nothing. */
function ignore(context: IWebhookFunctions): IWebhookResponseData {
	return isAnswered(context) ? { noWebhookResponse: true } : {};
}

function isAnswered(context: IWebhookFunctions): boolean {
	return context.getResponseObject().headersSent;
}
