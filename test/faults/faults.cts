import type { FaultInput } from '../sandbox/faults.cjs';
import type { Hosts } from './hosts.cjs';
import type { Operation } from './operations.cjs';

/** The chapters of docs/failures.md, in their order. */
export const chapters = {
	slowDown: 'You are told to slow down',
	refused: 'Memories.ai refuses',
	notConnected: 'No connection',
	lost: 'The answer does not come',
	unreadable: 'The answer cannot be used',
} as const;

export interface Fault {
	/** What happens, in words for users. */
	readonly title: string;
	readonly chapter: keyof typeof chapters;
	/** What the server does, or an address at which there is no server to do it. */
	readonly arrange: (hosts: Hosts) => FaultInput | { readonly baseUrl: string };
	/**
	 * What became of the request: it never left, it was surely not taken, nobody can know, or all is
	 * well.
	 */
	readonly request: 'not sent' | 'refused' | 'unknown' | 'done';
	/** Which operations send it again. */
	readonly repeats: 'all' | 'reads' | 'none';
	/** The least that passes before a repeat, in seconds. */
	readonly waits?: number;
	/** It strikes while the request is sent, so that has to last. */
	readonly whileSending?: true;
	/**
	 * Nothing is wrong with it where a file is due: that is as long as it is said to be, and may take any
	 * time as long as it moves.
	 */
	readonly sparesFiles?: true;
	/** It takes something that simulated time does not wait for: unpacking, encryption. */
	readonly inRealTime?: true;
	/** What has to be in the text that users see, so that they know what happened. */
	readonly says: RegExp;
}

type Row = Omit<Fault, 'chapter' | 'request' | 'repeats' | 'arrange'> &
	Partial<Pick<Fault, 'chapter' | 'request' | 'repeats'>> & {
		readonly arrange: FaultInput | Fault['arrange'];
	};

/** Rows that have something in common, and what that is. */
function all(common: Pick<Fault, 'chapter' | 'request' | 'repeats'>, rows: Row[]): Fault[] {
	return rows.map((row) => {
		const { arrange } = row;
		return { ...common, ...row, arrange: typeof arrange === 'function' ? arrange : () => arrange };
	});
}

const slowDown = all({ chapter: 'slowDown', request: 'refused', repeats: 'all' }, [
	{
		title: 'Code 0429',
		arrange: { kind: 'code', code: '0429', msg: 'Request has exceeded the limit.' },
		says: /exceeded the limit[^]*0429/,
	},
	{
		title: 'Code 429, a number',
		arrange: { kind: 'code', code: 429, msg: 'Request has exceeded the limit.' },
		says: /exceeded the limit[^]*0429/,
	},
	{ title: 'HTTP 429', arrange: { kind: 'status', status: 429 }, says: /HTTP 429/ },
	{
		title: 'HTTP 429 that asks to wait for a minute',
		arrange: { kind: 'status', status: 429, retryAfter: '60' },
		waits: 60,
		says: /HTTP 429/,
	},
]);

/** @param msg the vendor's word for it, as far as its documents have one */
function refusal(code: string | number, msg: string, title = `Code ${code}`): Row {
	const quoted = String(code).padStart(4, '0');
	return {
		title,
		arrange: { kind: 'code', code, msg },
		says: new RegExp(`${msg.replaceAll('.', '\\.')}[^]*${quoted}`),
	};
}

const refused = all({ chapter: 'refused', request: 'refused', repeats: 'none' }, [
	refusal('0001', 'The url is not reachable.'),
	{
		...refusal('0001', 'Network abnormal.', 'Code 0001 about its own network'),
		repeats: 'reads',
	},
	refusal('0003', 'Parameter type is incorrect.'),
	refusal('0401', 'API key is not valid.'),
	refusal('0402', 'Not enough credits.'),
	refusal(402, 'Not enough credits.', 'Code 402, a number'),
	refusal('0403', 'The account is disabled.'),
	refusal('0409', 'Already exists.'),
	refusal('9009', 'Permission denied.'),
	refusal('7777', 'Something new.', 'A code that is not documented'),
	{ title: 'HTTP 401', arrange: { kind: 'status', status: 401 }, says: /HTTP 401/ },
	{ title: 'HTTP 404', arrange: { kind: 'status', status: 404 }, says: /HTTP 404/ },
	{
		title: 'HTTP 413 at once',
		arrange: { kind: 'status', status: 413, when: 'beforeBody' },
		whileSending: true,
		says: /HTTP 413[^]*larger/,
	},
	{
		title: 'HTTP 413',
		arrange: { kind: 'status', status: 413 },
		says: /HTTP 413[^]*larger/,
	},
]);

const notConnected = all({ chapter: 'notConnected', request: 'not sent', repeats: 'all' }, [
	{
		title: 'The connection is refused',
		arrange: ({ nobody }) => ({ baseUrl: nobody }),
		says: /could not be reached[^]*ECONNREFUSED/,
	},
	{
		title: 'The name is unknown',
		arrange: ({ nowhere }) => ({ baseUrl: nowhere }),
		says: /could not be reached[^]*(ENOTFOUND|EAI_AGAIN)/,
	},
	{
		title: 'The certificate is not one that is trusted',
		arrange: ({ selfSigned }) => ({ baseUrl: selfSigned.url }),
		inRealTime: true,
		repeats: 'none',
		says: /secure connection[^]*certificate/,
	},
	{
		title: 'A redirect to another path of the same host',
		arrange: ({ api }) => ({ kind: 'redirect', location: `${api.url}/moved` }),
		request: 'refused',
		repeats: 'none',
		says: /redirect[^]*302/,
	},
	{
		title: 'A redirect to another host',
		arrange: ({ elsewhere }) => ({
			kind: 'redirect',
			status: 307,
			location: `${elsewhere.url}/elsewhere`,
		}),
		request: 'refused',
		repeats: 'none',
		says: /redirect[^]*307/,
	},
]);

const lost = all({ chapter: 'lost', request: 'unknown', repeats: 'reads' }, [
	{
		title: 'The connection is lost before the request is read',
		arrange: { kind: 'reset', when: 'beforeBody' },
		says: /connection[^]*lost/i,
	},
	{
		title: 'The connection is lost while the request is sent',
		arrange: { kind: 'reset', when: 'duringBody' },
		whileSending: true,
		says: /connection[^]*lost/i,
	},
	{
		title: 'The connection is lost after the request was sent',
		arrange: { kind: 'reset', when: 'afterBody' },
		says: /connection[^]*lost/i,
	},
	{
		title: 'The connection is lost during the answer',
		arrange: { kind: 'reset', when: 'reply' },
		says: /connection[^]*lost/i,
	},
	{
		title: 'The answer ends before its announced length',
		arrange: { kind: 'wrongLength', too: 'long' },
		says: /connection[^]*lost/i,
	},
	{
		title: 'The request is no longer taken in',
		arrange: { kind: 'stall', when: 'duringBody' },
		whileSending: true,
		says: /300 seconds/,
	},
	{
		title: 'No answer comes',
		arrange: { kind: 'stall', when: 'reply' },
		says: /300 seconds/,
	},
	{
		title: 'The answer stops half way',
		arrange: { kind: 'stalledReply' },
		says: /300 seconds/,
	},
	{
		title: 'The answer comes in drops for more than five minutes',
		arrange: { kind: 'drip', everyMs: 10_000 },
		sparesFiles: true,
		says: /300 seconds/,
	},
]);

const unreadable = all({ chapter: 'unreadable', request: 'unknown', repeats: 'none' }, [
	{
		title: 'HTTP 408',
		arrange: { kind: 'status', status: 408 },
		repeats: 'reads',
		says: /HTTP 408/,
	},
	{
		title: 'HTTP 500',
		arrange: { kind: 'status', status: 500, when: 'reply' },
		repeats: 'reads',
		says: /HTTP 500[^]*Internal Server Error/,
	},
	{
		title: 'HTTP 502, a page of a gateway',
		arrange: { kind: 'status', status: 502, when: 'reply' },
		repeats: 'reads',
		says: /HTTP 502[^]*Bad Gateway/,
	},
	{
		title: 'HTTP 503',
		arrange: { kind: 'status', status: 503 },
		repeats: 'reads',
		says: /HTTP 503[^]*Service Unavailable/,
	},
	{ title: 'An empty answer', arrange: { kind: 'emptyBody' }, says: /HTTP 200[^]*empty/ },
	{
		title: 'Half of an answer',
		arrange: { kind: 'truncatedJson' },
		sparesFiles: true,
		says: /HTTP 200[^]*\{"code":"0000"/,
	},
	{
		title: 'More of an answer than its announced length',
		arrange: { kind: 'wrongLength', too: 'short' },
		sparesFiles: true,
		says: /HTTP 200[^]*\{"code":"0000"/,
	},
	{
		title: 'Text instead of an answer',
		arrange: { kind: 'notJson' },
		says: /HTTP 200[^]*upstream says hello/,
	},
	{
		title: 'A compressed answer',
		arrange: { kind: 'gzip' },
		request: 'done',
		inRealTime: true,
		says: /^$/,
	},
	{
		title: 'An answer in drops',
		arrange: { kind: 'drip', everyMs: 100 },
		request: 'done',
		says: /^$/,
	},
]);

export const faults: readonly Fault[] = [
	...slowDown,
	...refused,
	...notConnected,
	...lost,
	...unreadable,
];

/** It is over before the connection is, or goes on as long as something comes. */
const isComplete = { request: 'done', says: /^$/ } as const;

const brokeOff = { chapter: 'lost', says: /connection[^]*lost/i } as const;

/** What an answer in events makes of some faults, by their titles. */
const inEvents: Readonly<Record<string, Partial<Fault>>> = {
	'The answer ends before its announced length': isComplete,
	'The answer comes in drops for more than five minutes': isComplete,
	'Half of an answer': { ...brokeOff, title: 'A streamed answer ends before it says so' },
	'More of an answer than its announced length': {
		...brokeOff,
		title: 'A streamed answer is said to be shorter than it is',
	},
};

/** @returns the fault, as it is in the operation */
export function faultIn(fault: Fault, { reply }: Operation): Fault {
	const other = reply === 'events' ? inEvents[fault.title] : undefined;
	return other ? { ...fault, ...other } : fault;
}
