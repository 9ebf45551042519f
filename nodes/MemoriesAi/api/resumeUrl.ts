import { randomBytes, timingSafeEqual } from 'crypto';

import type { IExecuteFunctions, IWebhookFunctions } from 'n8n-workflow';

import { InvalidParameter } from '../errors/invalidParameter';
import { LONGEST_CALLBACK_URL } from './callbackUrl';
import { isLocal } from './localAddress';

/** Under which the secret of a sleep stands in the URL that wakes it. */
const TOKEN_PARAMETER = 'token';

/** In bytes: nobody guesses it, and the URL stays short. */
const TOKEN_LENGTH = 16;

/** Where the secret stands in what n8n keeps of the node. */
const TOKEN = 'memoriesAiToken';

/** Of each run of the node: asked for again with each item. */
const resumeUrls = new WeakMap<IExecuteFunctions, string>();

/**
 * The URL that wakes this execution, with a secret of its own: n8n 1 puts none into it.
 *
 * @returns the same however often the run is tried, because it may have been sent already
 */
export function resumeUrlOf(context: IExecuteFunctions): string {
	const known = resumeUrls.get(context);
	if (known !== undefined) return known;
	const url = new URL(String(context.evaluateExpression('{{ $execution.resumeUrl }}', 0)));
	url.searchParams.set(TOKEN_PARAMETER, tokenOf(context));
	resumeUrls.set(context, url.href);
	return url.href;
}

/** Each time that a loop comes by, the sleep is another one. */
function tokenOf(context: IExecuteFunctions): string {
	const kept = context.getContext('node');
	const run = String(context.getWorkflowDataProxy(0).$runIndex);
	const before: unknown = kept[TOKEN];
	if (isToken(before) && before.run === run) return before.value;
	const value = randomBytes(TOKEN_LENGTH).toString('base64url');
	kept[TOKEN] = { run, value };
	return value;
}

/** Only `tokenOf` writes it. */
function isToken(value: unknown): value is { run: string; value: string } {
	return typeof value === 'object' && value !== null && 'run' in value && 'value' in value;
}

/**
 * Whether a call knows the secret of the URL that it is for.
 *
 * @param resumeUrl as Memories.ai was given it
 */
export function isCalledBy(context: IWebhookFunctions, resumeUrl: string): boolean {
	const token = new URL(resumeUrl).searchParams.get(TOKEN_PARAMETER);
	// Given twice in a URL, it is a list.
	const given = (context.getQueryData() as Record<string, unknown>)[TOKEN_PARAMETER];
	if (!token || typeof given !== 'string') return false;
	const [expected, actual] = [Buffer.from(token), Buffer.from(given)];
	return expected.length === actual.length && timingSafeEqual(expected, actual);
}

/**
 * Where an execution can be called from inside n8n: at its public address, and where n8n does not
 * reach that itself, at the instance's own.
 */
export function ownAddresses(context: IExecuteFunctions, resumeUrl: string): string[] {
	const { pathname, search } = new URL(resumeUrl);
	// The public address may have a path that only a proxy knows.
	const path = pathname.split('/').slice(-2).join('/');
	const own = new URL(`${path}${search}`, `${context.getInstanceBaseUrl().replace(/\/+$/, '')}/`);
	return [...new Set([resumeUrl, own.href])];
}

/**
 * Checks, before anything is sent, that Memories.ai can call this n8n.
 *
 * @param apiUrl where requests go: a stand-in on the same network may call a local address
 * @throws InvalidParameter with what to set
 */
export function checkResumeUrl(resumeUrl: string, apiUrl: string): void {
	if (resumeUrl.length > LONGEST_CALLBACK_URL) {
		throw new InvalidParameter(
			`Wait For: this n8n's address is too long to be called back (${resumeUrl.length} characters, ${LONGEST_CALLBACK_URL} are possible)`,
			`Set WEBHOOK_URL of your n8n to a shorter address, or choose Until Indexed (Polling). It is: ${withoutSecret(resumeUrl)}.`,
		);
	}
	if (isLocal(new URL(apiUrl).hostname)) return;
	const { protocol, hostname } = new URL(resumeUrl);
	if (protocol !== 'https:' || isLocal(hostname)) {
		throw new InvalidParameter(
			'Wait For: Memories.ai cannot call this n8n back',
			`It needs a public address that starts with https://. Set WEBHOOK_URL of your n8n to the address under which the internet reaches it, or choose Until Indexed (Polling). It is: ${withoutSecret(resumeUrl)}.`,
		);
	}
}

function withoutSecret(url: string): string {
	return url.split('?', 1)[0] ?? '';
}
