import { shouldRetry, mayHaveArrived, retryDelay } from '../../../nodes/MemoriesAi/transport/retry';
import type { Outcome } from '../../../nodes/MemoriesAi/transport/outcome';

const refused = (code: string, message = ''): Outcome => ({ kind: 'apiError', code, message });
const status = (code: number): Outcome => ({ kind: 'invalidResponse', status: code, body: '' });
const network = (networkCode: string, syscall?: string): Outcome => ({
	kind: 'networkError',
	networkCode,
	syscall,
	detail: '',
});

// [what came back, a read is repeated, an upload is repeated, an upload may have been charged]
const policy: Array<[Outcome, boolean, boolean, boolean]> = [
	[refused('0429'), true, true, false],
	[{ kind: 'apiError', code: '0429', message: '', midway: true }, false, false, true],
	[{ kind: 'notStored', detail: 'The disk is full' }, false, false, true],
	[status(429), true, true, false],
	[network('ECONNREFUSED', 'connect'), true, true, false],
	[network('EHOSTUNREACH', 'connect'), true, true, false],
	[network('ENETUNREACH', 'connect'), true, true, false],
	[network('ETIMEDOUT', 'connect'), true, true, false],
	[network('EADDRNOTAVAIL', 'connect'), true, true, false],
	[network('ENOTFOUND', 'getaddrinfo'), true, true, false],
	[network('EAI_AGAIN', 'getaddrinfo'), true, true, false],
	[network('ECONNREFUSED'), true, false, true],
	[network('EHOSTUNREACH', 'read'), true, false, true],
	[network('EHOSTUNREACH', 'write'), true, false, true],
	[network('ENETUNREACH', 'read'), true, false, true],
	[network('ENETDOWN', 'write'), true, false, true],
	[network('ETIMEDOUT', 'read'), true, false, true],
	[network('ECONNRESET', 'read'), true, false, true],
	[network('ECONNRESET'), true, false, true],
	[network('EPIPE'), true, false, true],
	[network('ETIMEDOUT'), true, false, true],
	[network('ECONNABORTED'), true, false, true],
	[network('UNKNOWN'), true, false, true],
	[network('CERT_HAS_EXPIRED'), false, false, false],
	[network('DEPTH_ZERO_SELF_SIGNED_CERT'), false, false, false],
	[network('SELF_SIGNED_CERT_IN_CHAIN'), false, false, false],
	[network('UNABLE_TO_VERIFY_LEAF_SIGNATURE'), false, false, false],
	[network('ERR_TLS_CERT_ALTNAME_INVALID'), false, false, false],
	[network('EPROTO', 'write'), true, false, true],
	[network('ERR_SSL_DECRYPTION_FAILED_OR_BAD_RECORD_MAC'), true, false, true],
	[network('ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED'), true, false, true],
	[network('ERR_SSL_SSLV3_ALERT_CERTIFICATE_UNKNOWN'), true, false, true],
	[network('ERR_TLS_HANDSHAKE_TIMEOUT'), true, false, true],
	[status(408), true, false, true],
	[status(500), true, false, true],
	[status(502), true, false, true],
	[status(503), true, false, true],
	[status(200), false, false, true],
	[status(302), false, false, false],
	[status(400), false, false, false],
	[status(401), false, false, false],
	[status(404), false, false, false],
	[status(413), false, false, false],
	[refused('0001', 'network abnormal'), true, false, false],
	[refused('0001', 'video not found'), false, false, false],
	[refused('0401'), false, false, false],
	[refused('0402'), false, false, false],
	[refused('0403'), false, false, false],
	[refused('0409'), false, false, false],
	[refused('9009'), false, false, false],
	[refused('7777'), false, false, false],
];

it.each(policy)('%j: read %s, upload %s, charged %s', (outcome, read, upload, charged) => {
	expect(shouldRetry(outcome, 'read')).toBe(read);
	expect(shouldRetry(outcome, 'charge')).toBe(upload);
	expect(shouldRetry(outcome, 'change')).toBe(upload);
	expect(mayHaveArrived(outcome)).toBe(charged);
});

it.each([
	[0, 1_000],
	[1, 2_000],
	[4, 16_000],
	[5, 32_000],
	[9, 32_000],
])('waits, after %i repeats, %i ms and up to a quarter more', (repeats, ms) => {
	for (let sample = 0; sample < 50; sample++) {
		const wait = retryDelay(refused('0429'), repeats);
		expect(wait).toBeGreaterThanOrEqual(ms);
		expect(wait).toBeLessThanOrEqual(ms * 1.25);
	}
});

it('waits as long as Retry-After asks, within reason', () => {
	const asking = (retryAfterMs: number): Outcome => ({
		kind: 'invalidResponse',
		status: 429,
		body: '',
		retryAfterMs,
	});
	expect(retryDelay(asking(60_000), 0)).toBe(60_000);
	expect(retryDelay(asking(86_400_000), 0)).toBe(300_000);
	expect(retryDelay(asking(0), 0)).toBeGreaterThanOrEqual(1_000);
});
