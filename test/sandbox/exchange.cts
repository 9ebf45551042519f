import { Readable } from 'node:stream';

import type { FastifyReply, FastifyRequest } from 'fastify';

import { announce } from './arrivals.cjs';
import { checkAuthorization } from './auth.cjs';
import { isStreamed } from './body.cjs';
import { applyConnectionFault } from './connectionFaults.cjs';
import type { Connections } from './connections.cjs';
import type { Endpoint } from './endpoint.cjs';
import type { FaultContext } from './faultContext.cjs';
import type { FaultQueue } from './faultQueue.cjs';
import type { Fault } from './faults.cjs';
import type { OpenResponses } from './openResponses.cjs';
import { FaultSyntaxError, parseFaultText } from './parseFault.cjs';
import type { RateLimit } from './rateLimit.cjs';
import { recordHead, recordMultipart, recordText, type RequestRecord } from './recorder.cjs';
import { codeIn, html, overLimit, Refusal, refusal, type Reply, spring } from './replies.cjs';
import { applyReplyFault } from './replyFaults.cjs';
import type { Timers } from './timers.cjs';
import type { World } from './world.cjs';

/** What the server needs of the sandbox. */
export interface Dependencies {
	endpoints: Endpoint[];
	key: string;
	world: World;
	requests: RequestRecord[];
	faults: FaultQueue;
	limit: RateLimit;
	delays: Timers;
	openResponses: OpenResponses;
	connections: Connections;
}

/** A request under way. */
interface Pending {
	record: RequestRecord;
	endpoint: Endpoint | undefined;
	fault: Fault | undefined;
	/** Whether it came too soon after others; undefined while that is not judged yet. */
	isOverLimit: boolean | undefined;
}

/** Records the request and picks its fault, before anything of the body is read. */
export async function beginRequest(
	dependencies: Dependencies,
	request: FastifyRequest,
	reply: FastifyReply,
): Promise<void> {
	const { endpoints, faults, limit, requests, world } = dependencies;
	const record = recordHead(request);
	requests.push(record);
	announce(record);
	const endpoint = endpoints.find(
		({ method, path }) => method === record.method && path === record.path,
	);
	const pending: Pending = { record, endpoint, fault: undefined, isOverLimit: undefined };
	request.setDecorator('pending', pending);
	reply.raw.once('close', () => {
		record.endedAt = Date.now();
	});
	const header = record.headers['x-sandbox-fault'];
	const fault =
		typeof header === 'string'
			? parseFaultText(header, endpoints)
			: faults.take(endpoint?.name ?? '');
	pending.fault = fault;
	const context = contextOf(pending, dependencies, request, reply);
	const early =
		(await applyConnectionFault(fault, 'beforeBody', context)) ??
		(await applyConnectionFault(fault, 'duringBody', context));
	if (early) await deliver(early, request, reply);
	else if (world.settings.limitAt === 'headers') pending.isOverLimit = !limit.admit();
}

/** Reads the body to its end, then answers. */
export async function answerRequest(
	dependencies: Dependencies,
	request: FastifyRequest,
	reply: FastifyReply,
): Promise<FastifyReply> {
	const pending = request.getDecorator<Pending>('pending');
	const { record, fault } = pending;
	let unreadable: Reply | undefined;
	if (typeof request.body === 'string') {
		recordText(record, request.body);
	} else if (request.isMultipart()) {
		try {
			await recordMultipart(record, request, dependencies.world.settings);
		} catch (error) {
			// The client went away: nobody to answer.
			if (!request.raw.complete) return reply.hijack();
			unreadable = refusal('0001', `The multipart body cannot be read: ${String(error)}`);
		}
	}
	record.complete = true;
	const context = contextOf(pending, dependencies, request, reply);
	const outcome = await respond(pending, unreadable, context, dependencies).catch(refused);
	if (outcome === 'gone') return deliver(outcome, request, reply);
	const instead =
		(await applyConnectionFault(fault, 'reply', context, outcome)) ??
		(await applyReplyFault(fault, outcome, context));
	return deliver(instead ?? outcome, request, reply);
}

/** In Spring's words, with the reason beside them: whoever sees this is testing. */
export function answerError(
	error: unknown,
	request: FastifyRequest,
	reply: FastifyReply,
): FastifyReply {
	const message = error instanceof Error ? error.message : String(error);
	return deliver(spring(statusOf(error), request.url, { message }), request, reply);
}

/** In the order of a gateway, then the application. @throws {Refusal} */
async function respond(
	{ record, endpoint, fault, isOverLimit }: Pending,
	unreadable: Reply | undefined,
	context: FaultContext,
	{ endpoints, key, limit, world }: Dependencies,
): Promise<Reply | 'gone'> {
	const { headers, method, path } = record;
	if (method === 'POST' && (headers['transfer-encoding'] || record.contentLength === undefined)) {
		return html(411);
	}
	if (endpoint) checkAuthorization(headers.authorization, endpoint.auth, key);
	if (isOverLimit ?? !limit.admit()) return overLimit();
	const instead = await applyConnectionFault(fault, 'afterBody', context);
	if (instead) return instead;
	if (unreadable) return unreadable;
	if (endpoint) {
		const reply = endpoint.answer(record, world);
		record.taken = true;
		return reply;
	}
	if (endpoints.some((other) => other.path === path)) return spring(405, path);
	return refusal('0001', `No static resource ${path.slice(1)}.`);
}

/** Fastify's own errors carry a status; a fault header that is not understood is a bad request. */
function statusOf(error: unknown): number {
	if (error instanceof FaultSyntaxError) return 400;
	const known = error instanceof Error && 'statusCode' in error ? error.statusCode : undefined;
	return typeof known === 'number' ? known : 500;
}

function refused(error: unknown): Reply {
	if (error instanceof Refusal) return error.reply;
	throw error;
}

function contextOf(
	{ record }: Pending,
	{ delays, openResponses, connections }: Dependencies,
	request: FastifyRequest,
	reply: FastifyReply,
): FaultContext {
	return {
		path: record.path,
		authorization: record.headers.authorization ?? '',
		request: request.raw,
		response: reply.raw,
		delays,
		openResponses,
		connections,
	};
}

function deliver(
	outcome: Reply | 'gone',
	request: FastifyRequest,
	reply: FastifyReply,
): FastifyReply {
	if (outcome === 'gone') return reply.hijack();
	const { status, headers, contentType, body } = outcome;
	const code = typeof body === 'string' ? codeIn(body) : undefined;
	request.getDecorator<Pending>('pending').record.answer = { status, code };
	reply.code(status).headers({ ...headers, 'content-type': contentType });
	if (!isStreamed(body)) return reply.send(body);
	if (body.length !== undefined) reply.header('content-length', body.length);
	return reply.send(Readable.from(body.open(), { objectMode: false }));
}
