import type { Effect, Endpoint } from './endpoint';
import type { Failure } from './outcome';
import { apiCodeOf } from './outcome';
import { isCertificateRefused, mayHaveArrived, neverConnected } from './retry';

/** What a user reads: what happened, and what to do about it. */
export interface UserMessage {
	readonly message: string;
	readonly description: string;
	/** Memories.ai's code, or the HTTP status where it gave none. */
	readonly code?: string;
}

/** Source: the vendor's table of codes. */
const ADVICE: ReadonlyMap<string, string> = new Map([
	[
		'0001',
		'A value is missing or not accepted, or the thing it names does not exist. Compare the fields of this node with the text above.',
	],
	[
		'0003',
		'A value is missing or not accepted. Compare the fields of this node with the text above.',
	],
	[
		'0401',
		'Open the credential and check the API Key: it starts with sk-mavi-, is complete, and belongs to the chosen API Version.',
	],
	[
		'0402',
		'The account does not have enough credits. Add credits at Memories.ai, then run this again.',
	],
	['0403', 'The developer account is disabled. Ask Memories.ai support to enable it.'],
	[
		'0409',
		'Memories.ai has this already, or is still working on it. Check your library before you run this again.',
	],
	[
		'0429',
		'The account sends more requests than its plan allows, across all of its keys. In Options, lower Requests per Second, or raise Max Retries to wait longer.',
	],
	[
		'9009',
		'The key is valid but may not do this. Check its permissions at Memories.ai, or use another key.',
	],
]);

/** By the effect of what may have arrived without an answer. */
const MAY_HAVE_ARRIVED: Readonly<Record<Effect, string>> = {
	read: '',
	change:
		'This was not sent again, because Memories.ai may already have done it. Check your Memories.ai library before you run it again.',
	charge:
		'Memories.ai may already have received and charged it. Do not send it again: check your Memories.ai library first.',
};

const MAY_BE_CHARGED_WITHOUT_TRACE =
	'Memories.ai may already have received and charged it, and keeps nothing that you could look for. Do not send it again: check the credits of your account first.';

const ADVICE_BY_STATUS: ReadonlyMap<number, string> = new Map([
	[404, 'There is nothing at this address: check the Base URL in the credential.'],
	[413, 'The file is larger than the server accepts. Use a smaller one, or fewer in one request.'],
]);

/** How much of a reply is quoted, in characters: enough to recognise a proxy's page. */
const QUOTED = 300;

/** What a server says, fit for a message: of any length, and possibly no text at all. */
function beginningOf(text: string): string {
	return text
		.trimStart()
		.slice(0, QUOTED)
		.replace(/[\s\p{Cc}]+/gu, ' ')
		.trim();
}

/**
 * @param endpoint that was asked
 * @param origin the address that was asked, for messages about the connection
 */
export function toUserMessage(
	failure: Failure,
	{ effect, leavesNoTrace }: Pick<Endpoint, 'effect' | 'leavesNoTrace'>,
	origin: string,
): UserMessage {
	const advice = leavesNoTrace ? MAY_BE_CHARGED_WITHOUT_TRACE : MAY_HAVE_ARRIVED[effect];
	const arrived = mayHaveArrived(failure) ? advice : '';
	switch (failure.kind) {
		case 'apiError':
			return apiErrorMessage(failure, arrived);
		case 'invalidResponse':
			return invalidResponseMessage(failure, arrived, origin);
		case 'timedOut':
			return timedOutMessage(failure, arrived);
		case 'notStored':
			return {
				message: 'n8n could not store the file that Memories.ai sent',
				description: sentences(`It ended with: ${failure.detail}.`, arrived),
			};
		case 'networkError':
			return networkErrorMessage(failure, arrived, origin);
	}
}

function apiErrorMessage(
	failure: Extract<Failure, { kind: 'apiError' }>,
	arrived: string,
): UserMessage {
	const code = beginningOf(failure.code);
	const said = beginningOf(failure.message) || 'no reason given';
	const did = failure.midway ? 'broke off its answer' : 'refused the request';
	// A stream says only in words what else is code 0001.
	const advice =
		ADVICE.get(code === '' ? '0001' : code) ??
		'Memories.ai does not document this code. The text above is all that it said: ask its support what it means.';
	return {
		message: `Memories.ai ${did}: ${said}${code === '' ? '' : ` (code ${code})`}`,
		description: arrived || advice,
		code: code === '' ? undefined : code,
	};
}

function invalidResponseMessage(
	{ status, body, location, tooLong }: Extract<Failure, { kind: 'invalidResponse' }>,
	arrived: string,
	origin: string,
): UserMessage {
	const start = beginningOf(body);
	const length = tooLong ? 'The reply is longer than 16 MB.' : '';
	const beginning = start === '' ? '' : `The reply starts: "${start}".`;
	const quote = [length, beginning].filter(Boolean).join(' ') || 'The reply was empty.';
	const code = String(status);

	if (status >= 300 && status < 400) {
		return {
			message: `${origin} answered with a redirect (HTTP ${status}), which is not followed`,
			description: `It points to ${beginningOf(location ?? 'nowhere')}. Check the Base URL in the credential: your API key is only sent there.`,
			code,
		};
	}
	const passing = mayHaveArrived({ kind: 'invalidResponse', status, body });
	const advice =
		arrived ||
		ADVICE.get(apiCodeOf({ kind: 'invalidResponse', status, body }) ?? '') ||
		ADVICE_BY_STATUS.get(status) ||
		(passing
			? 'Run this again in a while.'
			: 'Check the Base URL in the credential, and the fields of this node.');
	return {
		message:
			status >= 200 && status < 300
				? `Memories.ai answered with something unreadable (HTTP ${status})`
				: `Memories.ai did not complete the request (HTTP ${status})`,
		description: `${quote} ${advice}`,
		code,
	};
}

function timedOutMessage(
	{ timeout, sent }: Extract<Failure, { kind: 'timedOut' }>,
	arrived: string,
): UserMessage {
	const seconds = `${timeout.ms / 1000} seconds`;
	const stands = timeout.of === 'idle';
	if (stands && !sent) {
		return {
			message: 'The connection to Memories.ai stands still',
			description: sentences(
				`Nothing has moved for ${seconds}.`,
				'Check the network of this machine.',
				arrived,
			),
		};
	}
	return {
		message: 'Memories.ai did not answer in time',
		description: sentences(
			stands
				? `All was sent, but nothing came for ${seconds}.`
				: `The request took longer than ${seconds}.`,
			'To wait longer, set Timeout (Seconds) in Options.',
			arrived,
		),
	};
}

function networkErrorMessage(
	failure: Extract<Failure, { kind: 'networkError' }>,
	arrived: string,
	origin: string,
): UserMessage {
	if (neverConnected(failure)) {
		return {
			message: `${origin} could not be reached`,
			description: `Nothing was sent. Check the Base URL in the credential and this machine's network. (${failure.networkCode})`,
		};
	}
	if (isCertificateRefused(failure.networkCode)) {
		return {
			message: `No secure connection to ${origin}`,
			description: `Nothing was sent. Its certificate was not accepted: check the Base URL in the credential. (${failure.networkCode})`,
		};
	}
	if (isTlsFailure(failure.networkCode)) {
		return {
			message: `The secure connection to ${origin} was lost, or never there`,
			description: sentences(
				`Check that the Base URL in the credential is right to start with https://. (${failure.networkCode})`,
				arrived,
			),
		};
	}
	return {
		message: 'The connection to Memories.ai was lost before it answered',
		description: sentences(
			`It ended with: ${failure.detail}.`,
			arrived || 'Run this again in a while.',
		),
	};
}

/** Other than of the certificate: at the beginning, or in the middle. */
function isTlsFailure(networkCode: string): boolean {
	return /^(EPROTO$|ERR_SSL_|ERR_TLS_)/.test(networkCode);
}

function sentences(...parts: string[]): string {
	return parts.filter(Boolean).join(' ');
}
