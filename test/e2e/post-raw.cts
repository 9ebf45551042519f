import { Agent, request } from 'node:http';

/** A body and the headers that it is sent with; none is added but its length. */
export interface RawCall {
	headers?: Record<string, string>;
	body: string | Uint8Array;
}

/** What came back. */
export interface RawAnswer {
	status: number;
	text: string;
}

/** Its own connection for each call: n8n leaves some in a bad state. */
const noReuse = new Agent({ keepAlive: false });

/**
 * Sends a POST that no HTTP client would send by itself.
 *
 * @throws Error when the connection is lost before there is an answer
 */
export async function postRaw(
	url: string,
	{ headers = {}, body }: RawCall,
	agent = noReuse,
): Promise<RawAnswer> {
	return await new Promise((resolve, reject) => {
		const bytes = Buffer.from(body);
		const sent = request(
			url,
			{ agent, method: 'POST', headers: { 'content-length': bytes.length, ...headers } },
			(response) => {
				const pieces: Buffer[] = [];
				response.on('data', (piece: Buffer) => pieces.push(piece));
				response.on('error', reject);
				response.on('end', () => {
					resolve({
						status: response.statusCode ?? 0,
						text: Buffer.concat(pieces).toString('utf8'),
					});
				});
			},
		);
		sent.on('error', reject);
		sent.end(bytes);
	});
}
