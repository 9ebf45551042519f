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

/**
 * Sends a POST that no HTTP client would send by itself.
 *
 * @param agent a connection of its own where left out: n8n leaves some in a bad state. It is kept
 *   open until the answer is there, or n8n would close it while a body that it refuses is on its way
 * @throws Error when the connection is lost before there is an answer
 */
export async function postRaw(url: string, call: RawCall, agent?: Agent): Promise<RawAnswer> {
	if (agent) return await post(url, call, agent);
	const own = new Agent({ keepAlive: true });
	try {
		return await post(url, call, own);
	} finally {
		own.destroy();
	}
}

async function post(
	url: string,
	{ headers = {}, body }: RawCall,
	agent: Agent,
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
					const text = Buffer.concat(pieces).toString('utf8');
					resolve({ status: response.statusCode ?? 0, text });
				});
			},
		);
		sent.on('error', reject);
		sent.end(bytes);
	});
}
