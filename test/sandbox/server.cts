import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import multipart from '@fastify/multipart';
import fastify from 'fastify';

import { answerError, answerRequest, beginRequest, type Dependencies } from './exchange.cjs';

/** The server, as far as the calls under `/_sandbox` need it. */
export type App = ReturnType<typeof createServer>;

/** Enough for any form or JSON body of this API; files are streamed and not counted here. */
const TEXT_BODY_LIMIT = 10 * 1024 ** 2;

/** @returns the server with the calls of the API, not yet listening. */
export function createServer(dependencies: Dependencies, tls: boolean) {
	const app = fastify({
		forceCloseConnections: true,
		exposeHeadRoutes: false,
		https: tls ? { key: tlsFile('key.pem'), cert: tlsFile('certificate.pem') } : null,
	});
	dependencies.connections.watch(app.server);
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
		api.addHook('onRequest', (request, reply) => beginRequest(dependencies, request, reply));
		api.setErrorHandler(answerError);
		api.all('/*', (request, reply) => answerRequest(dependencies, request, reply));
	});
	return app;
}

function tlsFile(name: string): Buffer {
	return readFileSync(join(__dirname, 'tls', name));
}
