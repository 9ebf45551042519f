import { z } from 'zod';

/** A sandbox that runs in another process. */
export interface RemoteSandbox {
	/** Without a slash at the end. */
	url: string;
	key: string;
}

/**
 * Drives a sandbox by a call under `/_sandbox`.
 *
 * @throws Error with the sandbox's answer when it refuses
 */
export async function control(
	{ url }: Pick<RemoteSandbox, 'url'>,
	method: string,
	path: string,
	body?: unknown,
): Promise<unknown> {
	const response = await fetch(`${url}/_sandbox/${path}`, {
		method,
		headers: body === undefined ? {} : { 'content-type': 'application/json' },
		body: body === undefined ? undefined : JSON.stringify(body),
	});
	const text = await response.text();
	if (!response.ok) throw new Error(`The sandbox refused ${path}: ${text}`);
	return JSON.parse(text);
}

/**
 * Calls the API v1 that a sandbox stands in for.
 *
 * @returns the `data` of the reply
 * @throws Error when the call was no success
 */
export async function api(
	{ url, key }: RemoteSandbox,
	path: string,
	init: {
		method: string;
		headers?: Record<string, string>;
		body?: string | URLSearchParams | FormData;
	},
): Promise<unknown> {
	const response = await fetch(`${url}/serve/api/v1/${path}`, {
		...init,
		headers: { ...init.headers, authorization: key },
	});
	return z.object({ code: z.literal('0000'), data: z.unknown() }).parse(await response.json()).data;
}

/** Uploads a video by its link, into the default namespace or the one given; returns its number. */
export async function uploadLink(sandbox: RemoteSandbox, uniqueId = 'default'): Promise<string> {
	const data = await api(sandbox, 'upload_url', {
		method: 'POST',
		body: new URLSearchParams({ url: 'https://example.com/clip.mp4', unique_id: uniqueId }),
	});
	return z.object({ videoNo: z.string() }).parse(data).videoNo;
}

/**
 * Uploads what searches can find: a video, one more in a namespace of the first one's number, and an
 * image with that number as its tag. Returns the number.
 */
export async function uploadFindable(sandbox: RemoteSandbox): Promise<string> {
	const videoNo = await uploadLink(sandbox);
	await uploadLink(sandbox, videoNo);
	const body = new FormData();
	body.append('files', new File(['an image'], 'a.png', { type: 'image/png' }));
	body.append('tags', videoNo);
	await api(sandbox, 'upload_img', { method: 'POST', body });
	return videoNo;
}
