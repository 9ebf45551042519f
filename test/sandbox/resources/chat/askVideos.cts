import { jsonEndpoint, v1 } from '../../endpoint.cjs';
import { refuse } from '../../replies.cjs';
import { nothing, parameters } from '../../shape.cjs';
import { vendorParameters } from '../../vendorSchemas.cjs';
import type { World } from '../../world.cjs';
import { DEFAULT_UNIQUE_ID, uniqueId } from '../shared/scope.cjs';
import { answerTo, noAnswer, type Question, streamed, whole } from './answer.cjs';

interface VideosQuestion extends Question {
	video_nos: string[];
}

const description = {
	effect: 'charge',
	query: nothing,
	body: parameters<VideosQuestion>(
		{
			...vendorParameters('VideoChatRequest'),
			video_nos: { type: 'array', items: { type: 'string', minLength: 1 }, minItems: 1 },
			prompt: { type: 'string', minLength: 1 },
			unique_id: uniqueId,
		},
		['video_nos', 'prompt'],
	),
} as const;

export const chat = jsonEndpoint({
	...v1('chat'),
	...description,
	answer: ({ body }, world) => {
		const reason = reasonAgainst(body, world);
		if (reason !== undefined) refuse(reason);
		return whole(answerTo(body, body.video_nos));
	},
});

/** The same word by word; a refusal is an event as well. */
export const chatStream = jsonEndpoint({
	...v1('chat_stream'),
	...description,
	answer: ({ body }, world) => {
		const reason = reasonAgainst(body, world);
		return reason === undefined ? streamed(answerTo(body, body.video_nos)) : noAnswer(reason);
	},
});

/** In the words of the documents; that one unknown video among others is passed over is a guess. */
function reasonAgainst(
	{ video_nos, unique_id = DEFAULT_UNIQUE_ID }: VideosQuestion,
	{ state }: World,
): string | undefined {
	const found = state.videos.filter(
		(video) => video_nos.includes(video.videoNo) && video.uniqueId === unique_id,
	);
	if (found.length === 0) return 'No videos found for the provided video numbers.';
	const unready = found.find(({ status }) => status !== 'PARSE');
	return unready && `Video is not parsed:${unready.videoNo}`;
}
