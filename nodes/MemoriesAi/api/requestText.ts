import type { IWebhookFunctions } from 'n8n-workflow';

/**
 * @returns the body as text; of a multipart form, which n8n takes apart itself, the fields as JSON;
 *   `undefined` when it cannot be read: longer than n8n allows, broken compression, cut off
 */
export async function readRequestText(context: IWebhookFunctions): Promise<string | undefined> {
	const request = context.getRequestObject();
	if (request.contentType === 'multipart/form-data') {
		const { data } = context.getBodyData();
		return JSON.stringify(data ?? {});
	}
	try {
		await request.readRawBody();
	} catch (error) {
		// What is left of it stands in the way of the next request on this connection.
		request.unpipe();
		request.resume();
		const reason = error instanceof Error ? error.message : String(error);
		context.logger.debug(`The body of a call of a Memories.ai Trigger is unreadable: ${reason}`);
		return undefined;
	}
	return request.rawBody?.toString('utf8') ?? '';
}
