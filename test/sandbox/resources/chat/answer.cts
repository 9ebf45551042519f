import { jsonText } from '../../json.cjs';
import { nextDigits } from '../../ids.cjs';
import { type Reply, success } from '../../replies.cjs';

/** A question, whatever it is about. */
export interface Question {
	prompt: string;
	session_id?: string;
	unique_id?: string;
}

/** What there is to say, with the places that it is about. */
interface Answer {
	sessionId: string;
	thinking: { title: string; content: string };
	words: string[];
	refs: unknown[];
}

/** @param videoNos of the videos that the answer is about */
export function answerTo({ prompt, session_id = '' }: Question, videoNos: string[]): Answer {
	return {
		sessionId: session_id === '' ? nextDigits() : session_id,
		thinking: { title: 'Read the question', content: `The user asks: ${prompt}` },
		words: `You asked: ${prompt} The door opens at 0:23.`.split(/(?= )/),
		refs: videoNos.map((videoNo) => ({
			video: { duration: '40', video_no: videoNo, video_name: `Video ${videoNo}` },
			refItems: [
				{ videoNo, startTime: 23, type: 'keyframe' },
				{ videoNo, startTime: 30, type: 'visual_ts', endTime: 36, text: 'A door opens.' },
			],
		})),
	};
}

/** An answer that comes as a whole. */
export function whole({ sessionId, thinking, words, refs }: Answer): Reply {
	return success({
		role: 'ASSISTANT',
		content: words.join(''),
		thinkings: [thinking],
		refs,
		session_id: sessionId,
	});
}

/** An answer that comes word by word; the first words come with what leads to them. */
export function streamed({ sessionId, thinking, words, refs }: Answer): Reply {
	const contents = words.map((content) => ({
		type: 'content',
		role: 'assistant',
		content,
		sessionId,
	}));
	const [first, ...others] = contents;
	const beginning = [
		{ type: 'thinking', ...thinking, sessionId },
		{ type: 'ref', sessionId, ref: refs },
		first,
	];
	return eventStream([
		beginning.map(line).join(''),
		...others.map(line),
		line({ code: 'SUCCESS', data: 'Done' }),
	]);
}

/** An answer of text alone. */
export function tokens({ words }: Answer): Reply {
	return eventStream([...words.map((token) => line({ token })), 'data: [DONE]\n\n']);
}

/** A stream that says why there is no answer. */
export function noAnswer(reason: string): Reply {
	return eventStream([line(reason)]);
}

function line(event: unknown): string {
	return `data:${jsonText(event)}\n\n`;
}

/** @param pieces each goes out by itself */
function eventStream(pieces: string[]): Reply {
	return {
		status: 200,
		contentType: 'text/event-stream;charset=UTF-8',
		headers: {},
		body: { open: () => pieces.map((piece) => Buffer.from(piece)) },
	};
}
