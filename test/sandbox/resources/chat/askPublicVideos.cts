import { jsonEndpoint, v1 } from '../../endpoint.cjs';
import { nothing, parameters } from '../../shape.cjs';
import { vendorParameters } from '../../vendorSchemas.cjs';
import { answerTo, type Question, streamed, whole } from './answer.cjs';

const description = {
	effect: 'charge',
	query: nothing,
	body: parameters<Question & { type?: string }>(
		{ ...vendorParameters('VideoMarketerRequest'), prompt: { type: 'string', minLength: 1 } },
		['prompt'],
	),
} as const;

/** A video that everybody has heard of. */
const PUBLIC_VIDEOS = ['PI-603068775285264430'];

export const marketerChat = jsonEndpoint({
	...v1('marketer_chat'),
	...description,
	answer: ({ body }) => whole(answerTo(body, PUBLIC_VIDEOS)),
});

export const marketerChatStream = jsonEndpoint({
	...v1('marketer_chat_stream'),
	...description,
	answer: ({ body }) => streamed(answerTo(body, PUBLIC_VIDEOS)),
});
