import { readFileSync } from 'node:fs';
import { request as httpsRequest, type RequestOptions } from 'node:https';
import { join } from 'node:path';

import { type Sandbox, startSandbox } from '../../sandbox/sandbox.cjs';
import { chunksOf } from './wire.cjs';

const CERTIFICATE = join(__dirname, '../../sandbox/tls/certificate.pem');

const running: Sandbox[] = [];
afterEach(async () => {
	for (const sandbox of running.splice(0)) await sandbox.close();
});

async function start(options: Parameters<typeof startSandbox>[0]): Promise<Sandbox> {
	const sandbox = await startSandbox({ tls: true, ...options });
	running.push(sandbox);
	return sandbox;
}

function get(url: string, sandbox: Sandbox, options: RequestOptions = {}): Promise<string> {
	return new Promise((resolve, reject) => {
		const headers = { authorization: sandbox.key };
		const address = `${url}/serve/api/v1/list_unique_ids`;
		const request = httpsRequest(address, { headers, agent: false, ...options });
		request.on('error', reject);
		request.on('response', (response) => {
			chunksOf(response).then((chunks) => {
				resolve(Buffer.concat(chunks).toString());
			}, reject);
		});
		request.end();
	});
}

describe.each([
	['alone', {}],
	['behind a slow line', { link: { latencyMs: 2 } }],
])('%s', (_where, options) => {
	it('answers to a client that is told to trust it, under both its names', async () => {
		const sandbox = await start(options);
		const ca = readFileSync(CERTIFICATE);
		expect(sandbox.url).toBe(`https://127.0.0.1:${sandbox.port}`);
		for (const host of ['127.0.0.1', 'localhost']) {
			const text = await get(`https://${host}:${sandbox.port}`, sandbox, { ca, family: 4 });
			expect(text).toContain('"0000"');
		}
	});

	it('is trusted by nobody else', async () => {
		const sandbox = await start(options);
		await expect(get(sandbox.url, sandbox)).rejects.toMatchObject({
			code: 'DEPTH_ZERO_SELF_SIGNED_CERT',
		});
		expect(sandbox.requests).toHaveLength(0);
	});

	it.each(['beforeBody', 'duringBody', 'afterBody', 'reply'] as const)(
		'resets a connection at %s',
		async (when) => {
			const sandbox = await start(options);
			sandbox.fault({ kind: 'reset', when });
			const cut = get(sandbox.url, sandbox, { rejectUnauthorized: false });
			await expect(cut).rejects.toMatchObject({ code: 'ECONNRESET' });
		},
	);
});
