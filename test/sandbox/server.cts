import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import multipart from '@fastify/multipart';
import fastify, { type FastifyReply, type FastifyRequest } from 'fastify';

import { checkAuthorization } from './auth.cjs';
import type { Connections } from './connections.cjs';
import { type Endpoint, endpoints, mediaTypeOf } from './endpoints.cjs';
import { type Fault, type FaultQueue, FaultSyntaxError, parseFaultText } from './faults.cjs';
import type { Held } from './held.cjs';
import type { RateLimit } from './rateLimit.cjs';
import { recordHead, recordMultipart, recordText, type RequestRecord } from './recorder.cjs';
import { codeIn, html, overLimit, Refusal, refusal, type Reply, spring } from './replies.cjs';
import { spoil, type Spoiled } from './spoil.cjs';
import { strike, type Struck } from './strike.cjs';
import type { Timers } from './timers.cjs';
import type { World } from './world.cjs';

/** What the server needs of the sandbox. */
export interface Backstage {
	key: string;
	world: World;
	requests: RequestRecord[];
	faults: FaultQueue;
	limit: RateLimit;
	delays: Timers;
	held: Held;
	connections: Connections;
	tls: boolean;
}

export type App = ReturnType<typeof createServer>;

/** A request under way. */
interface Pending {
	record: RequestRecord;
	endpoint: Endpoint | undefined;
	fault: Fault | undefined;
	/** Whether it came too soon after others; undefined while that is not judged yet. */
	isOverLimit: boolean | undefined;
}

/** Enough for any form or JSON body of this API; files are streamed and not counted here. */
const TEXT_BODY_LIMIT = 10 * 1024 ** 2;

/** @returns the server with all calls of the API, not yet listening. */
export function createServer(backstage: Backstage) {
	const app = fastify({
		forceCloseConnections: true,
		exposeHeadRoutes: false,
		https: backstage.tls ? { key: tlsFile('key.pem'), cert: tlsFile('certificate.pem') } : null,
	});
	backstage.connections.watch(app.server);
	app.register(async (api) => {
		api.removeAllContentTypeParsers();
		await api.register(multipart, {
			preservePath: true,
			limits: { fileSize: Infinity, fieldSize: TEXT_BODY_LIMIT, parts: 10_000 },
		});
		api.addContentTypeParser(
			['application/json', 'application/x-www-form-urlencoded'],
			{ parseAs: 'string', bodyLimit: TEXT_BODY_LIMIT },
			(_request, text, done) => {
				done(null, text);
			},
		);
		// Anything else is read to its end and refused later, by its type.
		api.addContentTypeParser('*', (_request, payload, done) => {
			payload.on('end', () => {
				done(null);
			});
			payload.on('error', done);
			payload.resume();
		});
		api.decorateRequest('pending');
		api.addHook('onRequest', (request, reply) => begin(backstage, request, reply));
		api.setErrorHandler((error, request, reply) => {
			// Spring's body, with the reason beside it: whoever sees this is testing.
			const reason = error instanceof Error ? error.message : String(error);
			const failed = spring(statusOf(error), request.url, { message: reason });
			return deliver(failed, request, reply);
		});
		api.all('/*', (request, reply) => finish(backstage, request, reply));
	});
	return app;
}

function tlsFile(name: string): Buffer {
	return readFileSync(join(__dirname, 'tls', name));
}

/** Records the request and picks its fault, before anything of the body is read. */
async function begin(
	backstage: Backstage,
	request: FastifyRequest,
	reply: FastifyReply,
): Promise<void> {
	const record = recordHead(request);
	backstage.requests.push(record);
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
			? parseFaultText(header)
			: backstage.faults.take(endpoint?.name ?? '');
	pending.fault = fault;
	const struck = struckBy(pending, backstage, request, reply);
	const early =
		(await strike(fault, 'beforeBody', struck)) ?? (await strike(fault, 'duringBody', struck));
	if (early) await deliver(early, request, reply);
	else if (backstage.world.settings.limitAt === 'headers') {
		pending.isOverLimit = !backstage.limit.admit();
	}
}

/** Reads the body to its end, then answers. */
async function finish(
	backstage: Backstage,
	request: FastifyRequest,
	reply: FastifyReply,
): Promise<FastifyReply> {
	const pending = request.getDecorator<Pending>('pending');
	const { record } = pending;
	let unreadable: Reply | undefined;
	if (typeof request.body === 'string') {
		recordText(record, mediaTypeOf(record), request.body);
	} else if (request.isMultipart()) {
		try {
			await recordMultipart(record, request, backstage.world.settings);
		} catch (error) {
			// The client went away: nobody to answer.
			if (!request.raw.complete) return reply.hijack();
			unreadable = refusal('0001', `The multipart body cannot be read: ${String(error)}`);
		}
	}
	record.complete = true;
	const struck = struckBy(pending, backstage, request, reply);
	const outcome = await respond(pending, unreadable, struck, backstage).catch(refused);
	if (outcome === 'gone') return deliver(outcome, request, reply);
	const instead =
		(await strike(pending.fault, 'reply', { ...struck, reply: outcome })) ??
		spoil(pending.fault, outcome, struck);
	return deliver(instead ?? outcome, request, reply);
}

/** In the order of a gateway, then the application. @throws {Refusal} */
async function respond(
	{ record, endpoint, fault, isOverLimit }: Pending,
	unreadable: Reply | undefined,
	struck: Struck,
	{ key, limit, world }: Backstage,
): Promise<Reply | 'gone'> {
	const { headers, method, path } = record;
	if (method === 'POST' && (headers['transfer-encoding'] || record.contentLength === undefined)) {
		return html(411);
	}
	if (endpoint) checkAuthorization(headers.authorization, endpoint.auth, key);
	if (isOverLimit ?? !limit.admit()) return overLimit();
	const instead = await strike(fault, 'afterBody', struck);
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

function struckBy(
	{ record }: Pending,
	{ delays, held, connections }: Backstage,
	request: FastifyRequest,
	reply: FastifyReply,
): Struck {
	return {
		path: record.path,
		authorization: record.headers.authorization ?? '',
		request: request.raw,
		response: reply.raw,
		reply: undefined,
		delays,
		held,
		connections,
	};
}

function deliver(
	outcome: Spoiled | 'gone',
	request: FastifyRequest,
	reply: FastifyReply,
): FastifyReply {
	if (outcome === 'gone') return reply.hijack();
	const { status, headers, contentType, body } = outcome;
	const code = typeof body === 'string' ? codeIn(body) : undefined;
	request.getDecorator<Pending>('pending').record.answer = { status, code };
	return reply
		.code(status)
		.headers({ ...headers, 'content-type': contentType })
		.send(body);
}
