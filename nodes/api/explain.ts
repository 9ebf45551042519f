import type { Endpoint } from './endpoints';
import { isCertificateTrouble, mayHaveArrived, neverConnected } from './repeat';
import type { Outcome } from './reply';
import { codeOf } from './reply';

/** What a user reads: what happened, and what to do about it. */
export interface Explanation {
	readonly message: string;
	readonly description: string;
	/** Memories.ai's code, or the HTTP status where it gave none. */
	readonly code?: string;
}

type Failure = Exclude<Outcome, { kind: 'success' }>;

/** Source: the vendor's table of codes. */
const ADVICE: Readonly<Record<string, string>> = {
	'0001':
		'A value is missing or not accepted, or the thing it names does not exist. Compare the fields of this node with the text above.',
	'0003':
		'A value is missing or not accepted. Compare the fields of this node with the text above.',
	'0401':
		'Open the credential and check the API Key: it starts with sk-mavi-, is complete, and belongs to the chosen API Version.',
	'0402':
		'The account does not have enough credits. Add credits at Memories.ai, then run this again.',
	'0403': 'The developer account is disabled. Ask Memories.ai support to enable it.',
	'0409':
		'Memories.ai has this already, or is still working on it. Check your library before you run this again.',
	'0429':
		'The account sends more requests than its plan allows, across all of its keys. Run fewer at a time, or raise Max Retries in Options to wait longer.',
	'9009':
		'The key is valid but may not do this. Check its permissions at Memories.ai, or use another key.',
};

const MAY_BE_CHARGED =
	'This was not sent again, because Memories.ai may already have received and charged it. Check your Memories.ai library before you run it again.';

/** How much of an unexpected reply is quoted, in characters: enough to recognise a proxy's page. */
const QUOTED = 300;

/**
 * @param origin the address that was asked, for messages about the connection
 */
export function explain(failure: Failure, endpoint: Endpoint, origin: string): Explanation {
	const charged = !endpoint.repeatable && mayHaveArrived(failure) ? ` ${MAY_BE_CHARGED}` : '';
	switch (failure.kind) {
		case 'refused':
			return {
				message: `Memories.ai refused the request: ${failure.message || 'no reason given'} (code ${failure.code})`,
				description:
					ADVICE[failure.code] ??
					'Memories.ai does not document this code. The text above is all that it said.',
				code: failure.code,
			};
		case 'unreadable':
			return explainUnreadable(failure, charged, origin);
		case 'givenUp':
			return explainGivenUp(failure, charged);
		case 'noAnswer':
			return explainNoAnswer(failure, charged, origin);
	}
}

function explainUnreadable(
	{ status, body, location, tooLong }: Extract<Failure, { kind: 'unreadable' }>,
	charged: string,
	origin: string,
): Explanation {
	const start = body.slice(0, QUOTED).replace(/\s+/g, ' ').trim();
	const length = tooLong ? 'The reply is longer than 16 MB. ' : '';
	const quote = start === '' ? 'The reply was empty.' : `${length}The reply starts: ${start}`;
	const code = String(status);

	if (status >= 300 && status < 400) {
		return {
			message: `${origin} answered with a redirect (HTTP ${status}), which is not followed`,
			description: `It points to ${location ?? 'nowhere'}. Check the Base URL in the credential: your API key is only sent there.`,
			code,
		};
	}
	if (status >= 200 && status < 300) {
		return {
			message: `Memories.ai answered with something unreadable (HTTP ${status})`,
			description: `${quote}${charged}`,
			code,
		};
	}
	const advice = ADVICE[codeOf({ kind: 'unreadable', status, body }) ?? ''] ?? '';
	const tooLarge = status === 413 ? 'The file is larger than the server accepts. ' : '';
	return {
		message: `Memories.ai did not complete the request (HTTP ${status})`,
		description: [tooLarge + quote, advice, charged.trim()].filter(Boolean).join(' '),
		code,
	};
}

function explainGivenUp(
	{ limit }: Extract<Failure, { kind: 'givenUp' }>,
	charged: string,
): Explanation {
	const seconds = `${limit.ms / 1000} seconds`;
	return limit.of === 'standstill'
		? {
				message: 'The connection to Memories.ai stands still',
				description: `Nothing has moved for ${seconds}. Check the network of this machine.${charged}`,
			}
		: {
				message: 'Memories.ai did not answer in time',
				description: `The request took longer than ${seconds}. To wait longer, set Timeout (Seconds) in Options.${charged}`,
			};
}

function explainNoAnswer(
	failure: Extract<Failure, { kind: 'noAnswer' }>,
	charged: string,
	origin: string,
): Explanation {
	if (neverConnected(failure)) {
		return {
			message: `${origin} could not be reached`,
			description: `Nothing was sent. Check the Base URL in the credential and this machine's network. (${failure.networkCode})`,
		};
	}
	if (isCertificateTrouble(failure.networkCode)) {
		return {
			message: `No secure connection to ${origin}`,
			description: `Nothing was sent. Its certificate was not accepted: check the Base URL in the credential. (${failure.networkCode})`,
		};
	}
	return {
		message: 'The connection to Memories.ai was lost before it answered',
		description: `${failure.detail}.${charged}`,
	};
}
