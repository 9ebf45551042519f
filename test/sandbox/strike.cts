import type { IncomingMessage, ServerResponse } from 'node:http';

import type { Connections } from './connections.cjs';
import type { Fault, Stage } from './faults.cjs';
import type { Held } from './held.cjs';
import { html, refusal, type Reply, spring } from './replies.cjs';
import { sendHalf } from './spoil.cjs';
import type { Timers } from './timers.cjs';

/** What a fault has to work with. */
export interface Struck {
	path: string;
	authorization: string;
	request: IncomingMessage;
	response: ServerResponse;
	/** The reply that was on its way; only on stage `reply`. */
	reply: Reply | undefined;
	/** Delays are kept here, so that they end with the sandbox. */
	delays: Timers;
	held: Held;
	connections: Connections;
}

/**
 * The one place where faults with a `when` happen.
 * @returns a reply to send instead; `gone` when the connection is no longer ours to answer on;
 * undefined to go on as usual.
 */
export async function strike(
	fault: Fault | undefined,
	stage: Stage,
	struck: Struck,
): Promise<Reply | 'gone' | undefined> {
	if (!fault || !('when' in fault) || fault.when !== stage) return undefined;
	if (stage === 'duringBody') await firstOfBody(struck.request);
	switch (fault.kind) {
		case 'code':
			return refusal(fault.code, fault.msg ?? `Refused with code ${fault.code}.`);
		case 'status':
			return statusReply(fault.status, fault.retryAfter, struck.path);
		case 'body': {
			const { status, contentType, text } = fault;
			return { status, contentType, headers: {}, body: text };
		}
		case 'reset':
			reset(struck);
			return 'gone';
		case 'stall':
			struck.held.add(struck.response);
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
			struck.held.add(struck.response);
			await struck.delays.wait(fault.ms);
			return undefined;
	}
}

/**
 * Waits until something of the body is there, or it turns out that nothing will come. Nothing is
 * taken out, so that a body which is not read afterwards soon comes to rest.
 */
function firstOfBody(request: IncomingMessage): Promise<void> {
	return new Promise((resolve) => {
		const done = () => {
			for (const event of ['readable', 'end', 'close']) request.off(event, done);
			resolve();
		};
		for (const event of ['readable', 'end', 'close']) request.on(event, done);
	});
}

/** Gateways answer HTML, the application answers Spring's JSON. */
function statusReply(status: number, retryAfter: string | undefined, path: string): Reply {
	const reply = [408, 411, 413, 502, 504].includes(status) ? html(status) : spring(status, path);
	return retryAfter === undefined
		? reply
		: { ...reply, headers: { ...reply.headers, 'retry-after': retryAfter } };
}

function reset({ response, reply, connections }: Struck): void {
	const cut = () => {
		connections.reset(response);
	};
	if (reply) sendHalf(reply, response, cut);
	else cut();
}
