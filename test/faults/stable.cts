import type { Hosts } from './hosts.cjs';

/** In place of what is different each time, or only in tests, what stands for it. */
export function stable(
	text: string,
	{ api, elsewhere, nobody, nowhere, selfSigned }: Hosts,
): string {
	return [api.url, nobody, nowhere, selfSigned.url]
		.reduce((known, url) => known.replaceAll(url, 'https://api.memories.ai'), text)
		.replaceAll(elsewhere.url, 'https://elsewhere.example')
		.replace(/"timestamp":"[^"]*",/, '')
		.replace(/"path":"[^"]*",/, '')
		.replace(/,"requestId":"[^"]*"/, '')
		.replace(/\{"code":"0000"\S*?(?="?\.?(?:\s|$))/, '{"code":"0000", …')
		.replace(/ Already received: [^.]*\./, '')
		.replace(/EAI_AGAIN/, 'ENOTFOUND')
		.replace(/(read|write) (ECONNRESET|EPIPE)|socket hang up|aborted/, 'read ECONNRESET');
}
