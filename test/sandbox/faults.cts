import type { ServerResponse } from 'node:http';

import { z } from 'zod';

import { endpoints } from './endpoints.cjs';
import { html, refusal, type Reply, spring } from './replies.cjs';
import { explainIssues } from './settings.cjs';
import { Timers } from './timers.cjs';

/**
 * When a fault strikes: before the body is read; after it was read, with nothing taken in; or on the
 * reply, with the work done (the upload was taken and would be charged).
 */
export type Stage = 'beforeBody' | 'afterBody' | 'reply';

const common = {
	/** Endpoint name of the table, `*` for every one. */
	endpoint: z.string().default('*'),
	/** How many requests it spoils before things are normal again; left out: all of them. */
	times: z.coerce.number().int().positive().optional(),
};
const when = z.enum(['beforeBody', 'afterBody', 'reply']).default('afterBody');

/** Every way to fail. The kinds without `when` spoil the reply of work that was done. */
export const faultSchema = z.discriminatedUnion('kind', [
	/** HTTP 200 with this business code; a number stays a number on the wire. */
	z
		.object({
			kind: z.literal('code'),
			code: z.union([z.string(), z.number()]),
			msg: z.string().optional(),
			when,
			...common,
		})
		.strict(),
	/** An HTTP status with the body that usually comes with it. */
	z
		.object({
			kind: z.literal('status'),
			status: z.coerce.number().int().min(400).max(599),
			/** Value of `Retry-After`: seconds or an HTTP date. */
			retryAfter: z.coerce.string().optional(),
			when,
			...common,
		})
		.strict(),
	z.object({ kind: z.literal('emptyBody'), ...common }).strict(),
	z.object({ kind: z.literal('truncatedJson'), ...common }).strict(),
	z.object({ kind: z.literal('notJson'), ...common }).strict(),
	/** The connection is reset; on `reply`, when half of it is out. */
	z.object({ kind: z.literal('reset'), when, ...common }).strict(),
	/** Never an answer. */
	z.object({ kind: z.literal('stall'), when, ...common }).strict(),
	z
		.object({
			kind: z.literal('redirect'),
			status: z.coerce.number().int().min(300).max(399).default(302),
			location: z.string(),
			when,
			...common,
		})
		.strict(),
	/** Answers with the request's Authorization header in it, to prove that keys do not leak. */
	z
		.object({
			kind: z.literal('echoKey'),
			as: z.enum(['msg', 'html']).default('msg'),
			when,
			...common,
		})
		.strict(),
	/** Waits, then goes on as usual. */
	z
		.object({ kind: z.literal('delay'), ms: z.coerce.number().int().min(0), when, ...common })
		.strict(),
]);

export type Fault = z.output<typeof faultSchema>;
export type FaultInput = z.input<typeof faultSchema>;

/** A fault that is not understood; the message is for the person who wrote it. */
export class FaultSyntaxError extends Error {}

/**
 * @param value an object as in {@link faultSchema}
 * @throws {FaultSyntaxError} naming the wrong part
 */
export function parseFault(value: unknown): Fault {
	const result = faultSchema.safeParse(value);
	if (!result.success) throw new FaultSyntaxError(explainIssues(result.error));
	const { endpoint } = result.data;
	const names = ['*', ...endpoints.map(({ name }) => name)];
	if (!names.includes(endpoint)) {
		throw new FaultSyntaxError(`endpoint: "${endpoint}" is not one of ${names.join(', ')}`);
	}
	return result.data;
}

/**
 * Reads a fault from a flag or header: `kind=code,code=0429,times=2`, or JSON.
 * @throws {FaultSyntaxError}
 */
export function parseFaultText(text: string): Fault {
	if (!text.startsWith('{')) {
		const pairs = text.split(',').map((pair) => {
			const at = pair.indexOf('=');
			if (at < 1) throw new FaultSyntaxError(`"${pair}" is not name=value`);
			return [pair.slice(0, at).trim(), pair.slice(at + 1).trim()];
		});
		return parseFault(Object.fromEntries(pairs));
	}
	let value: unknown;
	try {
		value = JSON.parse(text);
	} catch {
		throw new FaultSyntaxError('not valid JSON');
	}
	return parseFault(value);
}

/** Faults waiting for requests, first come first served. */
export class FaultQueue {
	private readonly waiting: { fault: Fault; left: number }[] = [];

	add(fault: Fault): void {
		this.waiting.push({ fault, left: fault.times ?? Infinity });
	}

	/** @returns the fault for one request to this endpoint, used up once. */
	take(endpoint: string): Fault | undefined {
		const at = this.waiting.findIndex(
			({ fault }) => fault.endpoint === '*' || fault.endpoint === endpoint,
		);
		const found = this.waiting[at];
		if (!found) return undefined;
		found.left -= 1;
		if (found.left === 0) this.waiting.splice(at, 1);
		return found.fault;
	}

	reset(): void {
		this.waiting.length = 0;
	}
}

/** What a fault has to work with. */
export interface Struck {
	path: string;
	authorization: string;
	response: ServerResponse;
	/** The reply that was on its way; only on stage `reply`. */
	reply: Reply | undefined;
	/** Delays are kept here, so that they end with the sandbox. */
	delays: Timers;
}

/**
 * The one place where faults happen.
 * @returns a reply to send instead; `gone` when the connection is no longer ours to answer on;
 * undefined to go on as usual.
 */
export async function strike(
	fault: Fault | undefined,
	stage: Stage,
	struck: Struck,
): Promise<Reply | 'gone' | undefined> {
	if (!fault || stageOf(fault) !== stage) return undefined;
	switch (fault.kind) {
		case 'code':
			return refusal(fault.code, fault.msg ?? `Refused with code ${fault.code}.`);
		case 'status':
			return statusReply(fault.status, fault.retryAfter, struck.path);
		case 'emptyBody':
			return { status: 200, contentType: 'application/json', headers: {}, body: '' };
		case 'notJson':
			return { status: 200, contentType: 'text/plain', headers: {}, body: 'upstream says hello' };
		case 'truncatedJson':
			return struck.reply && { ...struck.reply, body: firstHalf(struck.reply.body) };
		case 'reset':
			reset(struck);
			return 'gone';
		case 'stall':
			return 'gone';
		case 'redirect':
			return {
				status: fault.status,
				contentType: 'text/html',
				headers: { location: fault.location },
				body: '',
			};
		case 'echoKey':
			return fault.as === 'msg'
				? refusal('0401', `API key ${struck.authorization} is not valid.`)
				: html(502, `<pre>Authorization: ${struck.authorization}</pre>\r\n`);
		case 'delay':
			await new Promise<void>((resolve) => {
				struck.delays.after(fault.ms, resolve);
			});
			return undefined;
	}
}

function stageOf(fault: Fault): Stage {
	return 'when' in fault ? fault.when : 'reply';
}

/** Gateways answer HTML, the application answers Spring's JSON. */
function statusReply(status: number, retryAfter: string | undefined, path: string): Reply {
	const reply = [408, 411, 413, 502, 504].includes(status) ? html(status) : spring(status, path);
	return retryAfter === undefined
		? reply
		: { ...reply, headers: { ...reply.headers, 'retry-after': retryAfter } };
}

function reset({ response, reply }: Struck): void {
	const { socket } = response;
	if (!reply) {
		socket?.resetAndDestroy();
		return;
	}
	response.writeHead(reply.status, {
		'content-type': reply.contentType,
		'content-length': Buffer.byteLength(reply.body),
	});
	response.write(firstHalf(reply.body), () => socket?.resetAndDestroy());
}

function firstHalf(text: string): string {
	return text.slice(0, Math.floor(text.length / 2));
}
