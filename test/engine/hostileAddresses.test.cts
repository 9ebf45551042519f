import type { INodeParameters } from 'n8n-workflow';
import { runNode } from './harness.cjs';
import { useSandbox } from './useSandbox.cjs';

const account = useSandbox();

const good = 'https://example.com/a.mp4';

/** Every field that takes a web address, and where it travels. */
const fields: Array<[name: string, wireName: string, (address: string) => INodeParameters]> = [
	['URL', 'url', (url) => ({ operation: 'uploadUrl', url })],
	[
		'Callback URL',
		'callback',
		(callbackUrl) => ({ operation: 'uploadUrl', url: good, additionalFields: { callbackUrl } }),
	],
	['Creator URL', 'username', (creatorUrl) => ({ operation: 'scrapeCreator', creatorUrl })],
	['Post URLs', 'video_urls', (url) => ({ operation: 'scrapePlatform', videoUrls: [url] })],
];

async function run(parameters: INodeParameters) {
	return await runNode({
		parameters: { resource: 'video', ...parameters, options: { maxRetries: 0 } },
		credentials: account.credentials(),
	});
}

describe.each(fields)('%s', (name, wireName, parametersWith) => {
	it.each([
		'javascript:alert(1)',
		'javascript://example.com/%0aalert(1)',
		'file:///etc/passwd',
		'data:video/mp4;base64,AAAA',
		'ftp://example.com/a.mp4',
		'blob:https://example.com/1',
		'view-source:https://example.com/',
		'//example.com/a.mp4',
		'example.com/a.mp4',
		'http:/example.com/a.mp4',
		'http:\\\\example.com\\a.mp4',
		'https:example.com',
		'https://',
		'https:///a.mp4',
		'https://?a',
		'https://#a',
		'https://:443/a.mp4',
		'https://user@/a.mp4',
		'https://example.com:port/a.mp4',
		'https://example.com:99999/a.mp4',
		'https://exa mple.com/a.mp4',
		'https://example.com/a\nb.mp4',
		'https://example.com/a\r\nX-Evil: 1',
		'https://example.com/a\tb.mp4',
		'https://example.com/a\u2028b.mp4',
		'https://example.com/\0.mp4',
		'https://example.com/\x1b[2J',
		'https://example.com/\x7f',
		'https://example.com/\x85',
		'https://exa\0mple.com/',
		'https://exa<mple.com/',
		'https://[::1/a.mp4',
		'https://300.300.300.300/a.mp4',
	])('%j is refused before anything is sent', async (address) => {
		const result = await run(parametersWith(address));

		expect(result.error?.name).toBe('NodeOperationError');
		expect(result.error?.message).toContain(name);
		expect(result.error?.message).toContain(`${name}: the address `);
		expect(result.error?.description).toMatch(/https:\/\//);
		expect(account.sandbox.requests).toEqual([]);
	});

	it.each([
		'http://example.com/a.html',
		'HTTPS://EXAMPLE.com/A.HTML',
		'https://example.com:8443/a.html',
		'https://user:p%40ss@example.com/a.html',
		'https://example.com?x=1&y=a+b%20c#part',
		'https://example.com/a;b=c/d,e/(f)/%2e%2e/../g.html',
		'https://xn--bcher-kva.example/',
		'https://[2001:db8::1]:8443/a.html',
		'https://example.com./a.html',
	])('%j is sent exactly as typed', async (address) => {
		expect(await sent(address)).toEqual([address]);
	});

	it.each([
		['https://example.com/my video.html', 'https://example.com/my%20video.html'],
		[
			'https://example.com/my 20%25 video.html?a=b c',
			'https://example.com/my%2020%25%20video.html?a=b%20c',
		],
		[
			'https://example.com/9.41\u202fAM, ä.html',
			'https://example.com/9.41%E2%80%AFAM,%20%C3%A4.html',
		],
		[
			'https://bücher.example/ä/動画.html?ü=ß',
			'https://xn--bcher-kva.example/%C3%A4/%E5%8B%95%E7%94%BB.html?%C3%BC=%C3%9F',
		],
		['https://例え.テスト/🎬.html', 'https://xn--r8jz45g.xn--zckzah/%F0%9F%8E%AC.html'],
		['https://example.com/"><script>', 'https://example.com/%22%3E%3Cscript%3E'],
		['https://example.com/a\\b.html', 'https://example.com/a/b.html'],
	])('%j is sent as a browser would', async (address, encoded) => {
		expect(await sent(address)).toEqual([encoded]);
	});

	/** Whether Memories.ai takes it is its own affair. */
	async function sent(address: string): Promise<unknown[]> {
		await run(parametersWith(` ${address}\n`));
		const { fields: texts, json } = account.onlyRequest();
		const value: unknown = { ...Object.fromEntries(texts), ...(json as object | undefined) }[
			wireName
		];
		return [value].flat();
	}
});
