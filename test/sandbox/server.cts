import multipart from '@fastify/multipart';
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';

import { checkAuthorization } from './auth.cjs';
import { type Endpoint, endpoints, mediaTypeOf } from './endpoints.cjs';
import {
	type Fault,
	type FaultQueue,
	FaultSyntaxError,
	parseFaultText,
	strike,
	type Struck,
} from './faults.cjs';
import type { RateLimit } from './rateLimit.cjs';
import { recordHead, recordMultipart, recordText, type RequestRecord } from './recorder.cjs';
import { html, Refusal, refusal, type Reply, spring } from './replies.cjs';
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
}

/** A request under way. */
interface Pending {
	record: RequestRecord;
	endpoint: Endpoint | undefined;
	fault: Fault | undefined;
}

/** Enough for any form or JSON body of this API; files are streamed and not counted here. */
const TEXT_BODY_LIMIT = 10 * 1024 ** 2;

/** @returns the server with all calls of the API, not yet listening. */
export function createServer(backstage: Backstage): FastifyInstance {
	const app = fastify({ forceCloseConnections: true, exposeHeadRoutes: false });
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
			return deliver(failed, reply);
		});
		api.all('/*', (request, reply) => finish(backstage, request, reply));
	});
	return app;
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
	const header = record.headers['x-sandbox-fault'];
	const fault =
		typeof header === 'string'
			? parseFaultText(header)
			: backstage.faults.take(endpoint?.name ?? '');
	const pending: Pending = { record, endpoint, fault };
	request.setDecorator('pending', pending);
	const early = await strike(fault, 'beforeBody', struckBy(pending, backstage, reply));
	if (early) await deliver(early, reply);
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
	const struck = struckBy(pending, backstage, reply);
	const outcome = await respond(pending, unreadable, struck, backstage).catch(refused);
	const spoiled =
		outcome === 'gone'
			? outcome
			: await strike(pending.fault, 'reply', { ...struck, reply: outcome });
	return deliver(spoiled ?? outcome, reply);
}

/** In the order of a gateway, then the application. @throws {Refusal} */
async function respond(
	{ record, endpoint, fault }: Pending,
	unreadable: Reply | undefined,
	struck: Struck,
	{ key, limit, world }: Backstage,
): Promise<Reply | 'gone'> {
	const { headers, method, path } = record;
	if (method === 'POST' && (headers['transfer-encoding'] || record.contentLength === undefined)) {
		return html(411);
	}
	if (endpoint) checkAuthorization(headers.authorization, endpoint.auth, key);
	limit.admit();
	const instead = await strike(fault, 'afterBody', struck);
	if (instead) return instead;
	if (unreadable) return unreadable;
	if (endpoint) return endpoint.answer(record, world);
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

function struckBy({ record }: Pending, { delays }: Backstage, reply: FastifyReply): Struck {
	return {
		path: record.path,
		authorization: record.headers.authorization ?? '',
		response: reply.raw,
		reply: undefined,
		delays,
	};
}

function deliver(outcome: Reply | 'gone', reply: FastifyReply): FastifyReply {
	if (outcome === 'gone') return reply.hijack();
	const { status, headers, contentType, body } = outcome;
	return reply
		.code(status)
		.headers({ ...headers, 'content-type': contentType })
		.send(body);
}
