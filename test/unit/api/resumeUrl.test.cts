import type { IExecuteFunctions, IWebhookFunctions } from 'n8n-workflow';

import { InvalidParameter } from '../../../nodes/MemoriesAi/errors/invalidParameter';
import { checkResumeUrl, isCalledBy, ownAddresses } from '../../../nodes/MemoriesAi/api/resumeUrl';

const API = 'https://api.memories.ai';
const resume = (base: string) => `${base}/webhook-waiting/1042?signature=do-not-show-this`;

function refusal(resumeUrl: string, apiUrl = API): InvalidParameter | undefined {
	try {
		checkResumeUrl(resumeUrl, apiUrl);
		return undefined;
	} catch (error) {
		if (error instanceof InvalidParameter) return error;
		throw error;
	}
}

it.each([
	'https://n8n.example.com',
	'https://n8n.example.com:8443/n8n',
	'https://203.0.113.7',
	'https://172.15.0.1',
	'https://172.32.0.1',
	'https://11.0.0.1',
	'https://[2001:db8::1]',
	'https://localhost.example.com',
	'https://10.example.com',
	'https://fd-photos.example.com',
])('%s can be called back', (base) => {
	expect(refusal(resume(base))).toBeUndefined();
});

it.each([
	'http://n8n.example.com',
	'https://localhost',
	'https://localhost:5678',
	'https://n8n.localhost',
	'https://127.0.0.1:5678',
	'https://10.1.2.3',
	'https://172.16.0.1',
	'https://172.31.255.1',
	'https://192.168.1.20',
	'https://169.254.1.1',
	'https://0.0.0.0',
	'https://[::1]:5678',
	'https://[fd00::1]',
	'https://[fe80::1]',
	'https://n8n',
	'https://n8n.local',
	'https://n8n.internal',
	'https://n8n.lan',
	'https://n8n.home.arpa',
])('%s cannot, and what to set is said without the secret', (base) => {
	const error = refusal(resume(base));

	expect(error?.message).toContain('cannot call this n8n back');
	expect(error?.description).toContain('WEBHOOK_URL');
	expect(error?.description).toContain(`${base}/webhook-waiting/1042`);
	expect(error?.description).not.toContain('do-not-show-this');
});

it.each(['http://127.0.0.1:8787', 'http://localhost:8787', 'http://sandbox:8787'])(
	'an API at %s can call this machine',
	(apiUrl) => {
		expect(refusal(resume('http://localhost:5678'), apiUrl)).toBeUndefined();
	},
);

describe('the length', () => {
	const long = (length: number) => 'https://n8n.example.com/'.padEnd(length, 'a');

	it('may be 299 characters', () => {
		expect(refusal(long(299))).toBeUndefined();
	});

	it.each([API, 'http://127.0.0.1:8787'])('may not be more, whatever the API is: %s', (apiUrl) => {
		const error = refusal(`${long(280)}?signature=do-not-show-this`, apiUrl);

		expect(error?.message).toMatch(/too long.*307.*299/);
		expect(error?.description).toContain('WEBHOOK_URL');
		expect(error?.description).not.toContain('do-not-show-this');
	});
});

describe('who knows the secret', () => {
	const url = 'https://n8n.example.com/webhook-waiting/7?signature=n8n&token=0123456789';

	test.each<[query: Record<string, unknown>, knows: boolean]>([
		[{ signature: 'n8n', token: '0123456789' }, true],
		[{ signature: 'n8n' }, false],
		[{ token: '' }, false],
		[{ token: '012345678' }, false],
		[{ token: '0123456780' }, false],
		[{ token: ['0123456789', '0123456789'] }, false],
	])('%j: %s', (query, knows) => {
		const context = { getQueryData: () => query } as unknown as IWebhookFunctions;
		expect(isCalledBy(context, url)).toBe(knows);
	});

	it('nobody, where the URL has none', () => {
		const context = { getQueryData: () => ({ token: '' }) } as unknown as IWebhookFunctions;
		expect(isCalledBy(context, 'https://n8n.example.com/webhook-waiting/7?token=')).toBe(false);
	});
});

test.each([
	['https://a.example/webhook-waiting/7?token=1', 'https://a.example/', []],
	[
		'https://a.example/webhook-waiting/7?token=1',
		'http://n8n:5678/',
		['http://n8n:5678/webhook-waiting/7?token=1'],
	],
	[
		'https://a.example/n8n/webhook-waiting/7?token=1',
		'http://n8n:5678',
		['http://n8n:5678/webhook-waiting/7?token=1'],
	],
	[
		'https://a.example/webhook-waiting/7?token=1',
		'http://n8n:5678/path/',
		['http://n8n:5678/path/webhook-waiting/7?token=1'],
	],
])('%s is called first, then under %s', (url, base, others) => {
	const context = { getInstanceBaseUrl: () => base } as unknown as IExecuteFunctions;
	expect(ownAddresses(context, url)).toEqual([url, ...others]);
});
