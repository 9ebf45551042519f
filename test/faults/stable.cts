import type { Hosts } from './hosts.cjs';

/** In place of what is different each time, or only in tests, what stands for it. */
export function stable(
	text: string,
	{ api, elsewhere, nobody, nowhere, selfSigned }: Hosts,
): string {
	// The address of nobody last: others may begin with it.
	return [api.url, nowhere, selfSigned.url]
		.reduce((known, url) => known.replaceAll(url, 'https://api.memories.ai'), text)
		.replaceAll(elsewhere.url, 'https://elsewhere.example')
		.replaceAll(nobody, 'https://api.memories.ai')
		.replace(/"timestamp":"[^"]*",/, '')
		.replace(/"path":"[^"]*",/, '')
		.replace(/,"requestId":"[^"]*"/, '')
		.replace(/\{"code":"0000".*?(?="\. [A-Z]|"\.?$)/s, '{"code":"0000", …')
		.replace(/ Already received: [^.]*\./, '')
		.replace(/EAI_AGAIN/, 'ENOTFOUND')
		.replace(/(read|write) (ECONNRESET|EPIPE)|socket hang up|aborted/, 'read ECONNRESET');
}
