import type { IWebhookFunctions } from 'n8n-workflow';

/**
 * @returns the body as text; of a multipart body, which n8n takes apart itself, the fields as JSON
 */
export async function readRequestText(context: IWebhookFunctions): Promise<string> {
	const request = context.getRequestObject();
	if (request.contentType?.startsWith('multipart/')) {
		const { data } = context.getBodyData();
		return JSON.stringify(data ?? {});
	}
	await request.readRawBody();
	return request.rawBody?.toString('utf8') ?? '';
}
