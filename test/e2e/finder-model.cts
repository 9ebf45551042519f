import { z } from 'zod';
import { type Conversation, type ModelServer, type Saying, serveModel } from './model-server.cjs';

/**
 * A stand-in for a language model that finds out where in which video something is to be seen. It
 * knows no tool and no field by its name: it goes by what their descriptions say, and believes only
 * what its tools have answered.
 */
export interface Finder extends ModelServer {
	/** What it was told by its tools since it was last asked, in the order of the calls. */
	told: string[];
}

/** What it says when its tools' answers do not hold what it needs. */
export const UNKNOWN = 'I could not find that out.';

/** A place in a video, as far as an answer tells. */
interface Place {
	videoNo: string;
	/** In seconds. */
	startTime: number;
	/** What is said there. */
	text: string;
}

const fields = z.object({ properties: z.record(z.object({ description: z.string() })) });

/**
 * Starts it. Asked "In which video does someone open a door, and when?", it searches, reads the
 * transcripts of what was found until one tells of it, and asks about that video.
 *
 * @param sought what it looks for, as one would search for it
 * @param sign a word that a transcript has where it happens
 */
export async function startFinder(sought: string, sign: string): Promise<Finder> {
	const server = await serveModel((heard) => {
		const since = heard.messages.map(({ role }) => role).lastIndexOf('user');
		const told = heard.messages.slice(since + 1).filter(({ role }) => role === 'tool');
		finder.told = told.map(({ text }) => text);
		const refusal = finder.told.find((text) => text.includes('error'));
		if (refusal !== undefined) return { words: refusal };
		return nextStep(heard, heard.messages[since]?.text ?? '', sought, sign, finder.told);
	});
	const finder: Finder = { ...server, told: [] };
	return finder;
}

function nextStep(
	heard: Conversation,
	question: string,
	sought: string,
	sign: string,
	told: string[],
): Saying {
	const [search, ...further] = told.map(placesIn);
	if (search === undefined) return call(heard, 'search for a scene', { looked: sought });
	const candidates = [...new Set(search.map(({ videoNo }) => videoNo))];
	const read = further.slice(0, candidates.length);
	const spoken = read
		.map((segments) => segments.find(({ text }) => text.includes(sign)))
		.find((segment) => segment !== undefined);
	if (spoken === undefined) {
		const videoNo = candidates[read.length];
		if (videoNo === undefined) return { words: UNKNOWN };
		return call(heard, 'transcript of a video', { videoNo });
	}
	const { videoNo } = spoken;
	const asked = further[candidates.indexOf(videoNo) + 1];
	if (asked === undefined) return call(heard, 'ask a question', { videoNo, question });
	const seen = asked.find((place) => place.videoNo === videoNo);
	const found = search.find((place) => place.videoNo === videoNo);
	if (seen === undefined || found === undefined) return { words: UNKNOWN };
	return {
		words: `In ${videoNo}: found at ${found.startTime} s, spoken of at ${spoken.startTime} s, seen at ${seen.startTime} s.`,
	};
}

/** What a call is about. */
interface Wanted {
	looked?: string;
	videoNo?: string;
	question?: string;
}

/** Calls the tool whose description has most of these words, filling in each field by its description. */
function call({ tools }: Conversation, words: string, wanted: Wanted): Saying {
	const rank = (description = '') => {
		const has = new Set(description.toLowerCase().match(/\w+/g));
		return words.split(' ').filter((word) => has.has(word)).length;
	};
	const [tool] = [...tools].sort((a, b) => rank(b.description) - rank(a.description));
	if (tool === undefined) return { words: UNKNOWN };
	const { properties } = fields.parse(tool.parameters);
	const input = Object.entries(properties).map(([name, { description }]) => [
		name,
		valueFor(description, wanted),
	]);
	return { tool: tool.name, input: z.record(z.unknown()).parse(Object.fromEntries(input)) };
}

function valueFor(description: string, { looked, videoNo, question }: Wanted): string | undefined {
	if (/numbers? of/i.test(description)) return videoNo;
	if (/to look for/i.test(description)) return looked;
	if (/question/i.test(description)) return question;
	return undefined;
}

/** All places that an answer tells of, with video and time; a list of them may name the video once. */
function placesIn(told: string): Place[] {
	return placesOf(JSON.parse(told), undefined);
}

function placesOf(value: unknown, above: string | undefined): Place[] {
	if (typeof value === 'string' && /^[[{]/.test(value)) return placesOf(JSON.parse(value), above);
	if (Array.isArray(value)) return value.flatMap((one: unknown) => placesOf(one, above));
	if (typeof value !== 'object' || value === null) return [];
	const own = z.object({ videoNo: z.string() }).safeParse(value);
	const videoNo = own.success ? own.data.videoNo : above;
	const place = z
		.object({ startTime: z.number(), content: z.string().default('') })
		.safeParse(value);
	const here =
		videoNo !== undefined && place.success
			? [{ videoNo, startTime: place.data.startTime, text: place.data.content }]
			: [];
	return [...here, ...Object.values(value).flatMap((one: unknown) => placesOf(one, videoNo))];
}
