/** A POST as it is, and the status that it was answered with. */
export async function post(url: string, init: RequestInit = {}): Promise<number> {
	const response = await fetch(url, { method: 'POST', ...init });
	await response.arrayBuffer();
	return response.status;
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
