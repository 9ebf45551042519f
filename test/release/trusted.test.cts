import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fastify, { type FastifyInstance } from 'fastify';
import { name, packInto, publish } from './publishing.cjs';
import { type Registry, startRegistry } from './registry.cjs';

/** The registry may have to be installed. */
const SETUP_DEADLINE_MS = 600_000;
/** What setup-node puts where no token was given. */
const PLACEHOLDER = 'XXXXX-XXXXX-XXXXX-XXXXX';
const MAY_ASK = 'may-ask-for-the-identity';
const IDENTITY = 'identity-of-the-workflow';

/** From 11.5 on, npm can publish as a workflow that the registry trusts. */
function npmCanBeTrusted(): boolean {
	const [major = 0, minor = 0] = execFileSync('npm', ['--version'], { encoding: 'utf8' })
		.split('.')
		.map(Number);
	return major > 11 || (major === 11 && minor >= 5);
}

let registry: Registry;
let folder: string;
let front: FastifyInstance;
let frontUrl: string;
/** Whether the registry trusts the workflow. */
let trusted: boolean;

/** GitHub, which knows the workflow's identity, and in front of the registry npm's trust in it. */
function startFront(): FastifyInstance {
	const app = fastify({ bodyLimit: 16 * 1024 ** 2 });
	app.removeAllContentTypeParsers();
	app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => {
		done(null, body);
	});
	app.get('/identity', async ({ headers }, reply) => {
		if (headers.authorization !== `Bearer ${MAY_ASK}`) return await reply.code(401).send();
		return { value: IDENTITY };
	});
	app.post(`/-/npm/v1/oidc/token/exchange/package/${name}`, async ({ headers }, reply) => {
		const known = trusted && headers.authorization === `Bearer ${IDENTITY}`;
		if (!known) return await reply.code(404).send({});
		return { token: registry.token };
	});
	app.all('/*', async ({ method, url, headers, body }, reply) => {
		const answer = await fetch(new URL(url, registry.url), {
			method,
			headers: {
				authorization: headers.authorization ?? '',
				'content-type': headers['content-type'] ?? 'application/json',
			},
			...(Buffer.isBuffer(body) ? { body } : {}),
		});
		const type = answer.headers.get('content-type') ?? 'application/json';
		return await reply
			.code(answer.status)
			.type(type)
			.send(await answer.text());
	});
	return app;
}

beforeAll(async () => {
	registry = await startRegistry();
	front = startFront();
	frontUrl = `${await front.listen({ host: '127.0.0.1', port: 0 })}/`;
	folder = mkdtempSync(join(tmpdir(), 'trusted-'));
}, SETUP_DEADLINE_MS);

afterAll(async () => {
	await front.close();
	await registry.stop();
	rmSync(folder, { recursive: true });
});

async function publishFromWorkflow() {
	return await publish({
		tarball: packInto(folder),
		registryUrl: frontUrl,
		provenance: false,
		env: {
			NODE_AUTH_TOKEN: PLACEHOLDER,
			GITHUB_ACTIONS: 'true',
			ACTIONS_ID_TOKEN_REQUEST_URL: `${frontUrl}identity`,
			ACTIONS_ID_TOKEN_REQUEST_TOKEN: MAY_ASK,
		},
	});
}

const withNpmThatCan = npmCanBeTrusted() ? describe : describe.skip;

withNpmThatCan('without a token', () => {
	it('publishes nothing as a workflow that the registry does not trust', async () => {
		trusted = false;
		const { code, output } = await publishFromWorkflow();
		expect(output).toMatch(/E401|E403/);
		expect(code).not.toBe(0);
	});

	it('publishes as a workflow that the registry trusts', async () => {
		trusted = true;
		const { code, output } = await publishFromWorkflow();
		expect([code, output]).toEqual([0, expect.stringContaining(`+ ${name}@`)]);
	});
});
