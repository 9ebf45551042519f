import dns from 'node:dns';
import type { ClientRequest } from 'node:http';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { freePort } from '../n8n/process.cjs';
import { runNode } from './harness.cjs';
import { useSandbox } from './useSandbox.cjs';

const account = useSandbox();

/** On which Node.js announces each request that starts. */
const STARTED = 'http.client.request.start';

const requests: ClientRequest[] = [];
let onFirst: (request: ClientRequest) => void;

function track(message: unknown): void {
	const { request } = message as { request: ClientRequest };
	requests.push(request);
	if (requests.length === 1) onFirst(request);
}

beforeEach(() => {
	requests.length = 0;
	onFirst = () => {};
	subscribe(STARTED, track);
});
afterEach(() => {
	unsubscribe(STARTED, track);
	jest.restoreAllMocks();
});

/** An upload that is repeated once, after a second or so, where that is safe. */
async function upload(baseUrl = account.sandbox.url) {
	return await runNode({
		parameters: {
			resource: 'video',
			operation: 'uploadUrl',
			url: 'https://example.com/a.mp4',
			options: { maxRetries: 1 },
		},
		credentials: account.credentials({ baseUrl }),
	});
}

/** What Node.js says of a connection that ends: a code, and the system's call in which it did. */
function ending(code: string, syscall?: string): Error {
	return Object.assign(new Error(`${syscall} ${code}`), { code, syscall });
}

describe.each([
	['ECONNREFUSED', 'connect'],
	['EHOSTUNREACH', 'connect'],
	['ENETUNREACH', 'connect'],
	['ETIMEDOUT', 'connect'],
	['ENOTFOUND', 'getaddrinfo'],
	['EAI_AGAIN', 'getaddrinfo'],
])('%s of %s, before there is a connection', (code, syscall) => {
	it('lets an upload be sent again', async () => {
		onFirst = (request) => {
			const end = () => request.socket?.destroy(ending(code, syscall));
			if (request.socket) end();
			else request.once('socket', end);
		};
		const result = await upload();

		expect(result.error).toBeUndefined();
		expect(requests).toHaveLength(2);
		expect(account.sandbox.videos).toHaveLength(1);
	});
});

describe.each<[code: string, syscall?: string]>([
	['EHOSTUNREACH', 'read'],
	['EHOSTUNREACH', 'write'],
	['ENETUNREACH', 'read'],
	['ENETDOWN', 'write'],
	['ETIMEDOUT', 'read'],
	['ECONNRESET', 'read'],
	['EPROTO', 'write'],
	['ERR_SSL_DECRYPTION_FAILED_OR_BAD_RECORD_MAC', undefined],
	['ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', undefined],
])('%s of %s, after all was sent', (code, syscall) => {
	it('does not let an upload be sent again, which may have been charged', async () => {
		onFirst = (request) => {
			request.once('finish', () => request.socket?.destroy(ending(code, syscall)));
		};
		const result = await upload();

		expect(requests).toHaveLength(1);
		expect(result.error?.description).toContain('may already have received and charged it');
		expect(result.error?.description).not.toContain('Nothing was sent');
	});
});

it('of several addresses, all refused: nothing was sent', async () => {
	const port = await freePort();
	const addresses = ['127.0.0.1', '127.0.0.2'].map((address) => ({ address, family: 4 }));
	const lookup: unknown = (
		_name: string,
		_options: unknown,
		done: (...found: unknown[]) => void,
	) => {
		done(null, addresses);
	};
	jest.spyOn(dns, 'lookup').mockImplementation(lookup as typeof dns.lookup);
	const failures: Error[] = [];
	onFirst = (request) => request.once('error', (error) => failures.push(error));
	const result = await upload(`http://two-addresses.test:${port}`);

	expect(failures).toMatchObject([{ name: 'AggregateError', code: 'ECONNREFUSED' }]);
	expect(requests).toHaveLength(2);
	expect(result.error?.message).toContain('could not be reached');
	expect(result.error?.description).toContain('Nothing was sent');
});
