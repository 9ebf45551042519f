import type { IncomingMessage } from 'node:http';

import type { FaultContext } from './faultContext.cjs';
import type { Fault, Stage } from './faults.cjs';
import { sendHalf } from './rawReply.cjs';
import { html, refusal, type Reply, spring } from './replies.cjs';

/**
 * The one place where faults with a `when` happen.
 * @param reply the one that was on its way, on stage `reply`
 * @returns a reply to send instead; `gone` when the connection is no longer ours to answer on;
 * undefined to go on as usual.
 */
export async function applyConnectionFault(
	fault: Fault | undefined,
	stage: Stage,
	context: FaultContext,
	reply?: Reply,
): Promise<Reply | 'gone' | undefined> {
	if (!fault || !('when' in fault) || fault.when !== stage) return undefined;
	const { request, response, authorization, openResponses, connections, delays } = context;
	if (stage === 'duringBody') await firstOfBody(request);
	switch (fault.kind) {
		case 'code':
			return refusal(fault.code, fault.msg ?? `Refused with code ${fault.code}.`);
		case 'status':
			return statusReply(fault.status, fault.retryAfter, context.path);
		case 'body': {
			const { status, contentType, text } = fault;
			return { status, contentType, headers: {}, body: text };
		}
		case 'reset':
			if (reply) await sendHalf(reply, response);
			connections.reset(response);
			return 'gone';
		case 'stall':
			openResponses.add(response);
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
				? refusal('0401', `API key ${authorization} is not valid.`)
				: html(502, `<pre>Authorization: ${authorization}</pre>\r\n`);
		case 'delay':
			openResponses.add(response);
			await delays.wait(fault.ms);
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
