import { jsonEndpoint, v1 } from '../../endpoint.cjs';
import { nothing, parameters } from '../../shape.cjs';
import { vendorParameters } from '../../vendorSchemas.cjs';
import { uniqueId } from '../shared/scope.cjs';
import { answerTo, type Question, tokens } from './answer.cjs';

export const chatPersonalStream = jsonEndpoint({
	...v1('chat_personal_stream'),
	effect: 'charge',
	query: nothing,
	body: parameters<Question>(
		{
			...vendorParameters('PersonalMediaChatRequest'),
			prompt: { type: 'string', minLength: 1 },
			unique_id: uniqueId,
		},
		['prompt'],
	),
	answer: ({ body }) => tokens(answerTo(body, [])),
});
