import { z } from 'zod';

const chunk = z.object({ type: z.string(), content: z.string().optional() });
/** A piece of what n8n's chat shows, as it comes. */
export type Chunk = z.infer<typeof chunk>;

/**
 * Says something in n8n's chat, and yields what comes back, as it comes.
 *
 * @param url of the chat
 * @param visitor one visitor's messages are one chat
 */
export async function* say(
	url: string,
	chatInput: string,
	visitor = 'visitor',
): AsyncGenerator<Chunk> {
	const response = await fetch(url, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({ action: 'sendMessage', sessionId: visitor, chatInput }),
	});
	if (!response.body) throw new Error('The chat says nothing');
	let rest = '';
	for await (const piece of response.body.pipeThrough(new TextDecoderStream())) {
		const lines = (rest + piece).split('\n');
		rest = lines.pop() ?? '';
		// In between, n8n sends blank lines, so that nobody takes the connection for dead.
		for (const line of lines) if (line.trim() !== '') yield chunk.parse(JSON.parse(line));
	}
}

/** All of the chunks, once there are no more. */
export async function allOf(chunks: AsyncIterable<Chunk>): Promise<Chunk[]> {
	const all: Chunk[] = [];
	for await (const one of chunks) all.push(one);
	return all;
}

/** What a visitor has read. */
export function textIn(chunks: Chunk[]): string {
	return chunks
		.filter(({ type }) => type === 'item')
		.map(({ content }) => content)
		.join('');
}
