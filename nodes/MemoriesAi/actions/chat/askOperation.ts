import type { IExecuteFunctions } from 'n8n-workflow';
import { NodeApiError } from 'n8n-workflow';

import { toAnswer } from '../../api/answer';
import { readPrompt } from '../../parameters/prompt';
import type { Endpoint } from '../../transport/endpoint';
import type { Fields } from '../../transport/fields';
import type { Json, JsonObject } from '../../transport/json';
import type { Operation } from '../operation';
import { ChatMessage } from './chatMessage';

/** What tells one question from another. */
interface Ask extends Pick<Operation, 'value' | 'name' | 'action' | 'description' | 'properties'> {
	/** Where the answer comes as a whole, unless it only comes word by word. */
	readonly whole?: Endpoint<'envelope'>;
	readonly streamed: Endpoint<'events'>;
	/** @throws InvalidParameter when something besides the prompt is not filled in right */
	read(context: IExecuteFunctions, itemIndex: number): Fields;
}

/** A question: its answer is put out, and written into n8n's chat where the workflow streams. */
export function askOperation({ whole, streamed, read, ...about }: Ask): Operation {
	return {
		...about,
		prepare(context, [itemIndex]) {
			const fields = { ...readPrompt(context, itemIndex), ...read(context, itemIndex) };
			const message = new ChatMessage(context, itemIndex);
			const endpoint = message.isLive ? streamed : (whole ?? streamed);
			return {
				check: (client) => {
					client.check(endpoint, fields);
				},
				async send(client) {
					try {
						const data =
							endpoint.reply === 'envelope'
								? await client.request(endpoint, fields)
								: await client.stream(endpoint, fields, (text) => {
										if (message.isLive) message.write(text);
									});
						const { answer, ...others } = toAnswer(data);
						if (typeof answer !== 'string') throw noAnswer(context, itemIndex, data);
						message.complete(answer);
						return [{ json: { answer, ...others }, pairedItem: itemIndex }];
					} finally {
						message.end();
					}
				},
			};
		},
	};
}

function noAnswer(context: IExecuteFunctions, itemIndex: number, data: Json): NodeApiError {
	const plain: JsonObject = { message: 'no answer' };
	return new NodeApiError(context.getNode(), plain, {
		message: 'Memories.ai accepted the request but sent no answer',
		description: `It may have been charged: check the credits of your account before you ask again. The reply was: ${JSON.stringify(data).slice(0, 300)}.`,
		itemIndex,
	});
}
