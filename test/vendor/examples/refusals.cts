import type { ExampleReply } from './reply.cjs';

const read = { resource: 'video', operation: 'get', videoNo: 'VI1' };

/** Refusals; each says its code, or its status. */
export const refusals: readonly ExampleReply[] = [
	{
		example: 'download.error.json',
		parameters: { resource: 'video', operation: 'download', videoNo: 'VI1' },
		red: /video not found[^]*0001/,
	},
	{ example: 'error.0001.no-static-resource.json', parameters: read, red: /No static[^]*0001/ },
	// Of a video that is looked up, it is the answer: there is none.
	{ example: 'error.0001.video-not-found.json', parameters: read, red: /VI1 was not found/ },
	{ example: 'error.0429.json', parameters: read, red: /exceeded the limit[^]*0429/ },
	{ example: 'error.429.other-product.json', parameters: read, red: /Rate limit[^]*0429/ },
	...['0003', '0401', '0402', '0403', '0409', '9009'].map((code) => ({
		example: `derived.error.${code}.json`,
		parameters: read,
		red: new RegExp(`derived message[^]*${code}`),
	})),
	{
		example: 'derived.error.http503.spring.json',
		parameters: read,
		status: 503,
		red: /HTTP 503[^]*Service Unavailable/,
	},
];
