import { sleep } from 'n8n-workflow';

/**
 * @param ms how long to sleep, in milliseconds
 * @param signal that ends the sleep early
 */
export async function sleepUnlessAborted(ms: number, signal?: AbortSignal): Promise<void> {
	if (!signal) return await sleep(ms);
	if (signal.aborted) return;

	let wake = () => {};
	const aborted = new Promise<void>((resolve) => {
		wake = resolve;
	});
	signal.addEventListener('abort', wake);
	await Promise.race([sleep(ms), aborted]);
	signal.removeEventListener('abort', wake);
}
