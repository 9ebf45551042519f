import { until } from '../n8n/until.cjs';

/** A POST as it is, and the status that it was answered with. */
export async function post(url: string, init: RequestInit = {}): Promise<number> {
	const response = await fetch(url, { method: 'POST', ...init });
	await response.arrayBuffer();
	return response.status;
}

/** What n8n answers, before it looks for a node, while its database is busy. */
const BUSY = 503;

/** Calls back about a video, again while n8n is too busy to take any call. */
export async function callBackUntilTaken(url: string, videoNo: string): Promise<number> {
	const status = await until(async () => {
		const answered = await callBack(url, videoNo);
		return answered !== BUSY && answered;
	}, 120_000);
	return status ?? BUSY;
}

/** Calls back as Memories.ai does about a scrape. */
export async function callBackTask(url: string, taskId: string, status: string): Promise<number> {
	return await post(url, {
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({ taskId, status }),
	});
}

/** Calls back as Memories.ai does about a video. */
export async function callBack(url: string, videoNo: string, status = 'PARSE'): Promise<number> {
	return await post(url, {
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({ videoNo, status }),
	});
}
