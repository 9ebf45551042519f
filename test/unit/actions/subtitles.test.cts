import fc from 'fast-check';
import { parseSync } from 'subtitle';
import { WebVTTParser } from 'webvtt-parser';
import entities from 'webvtt-parser/html-entities.json';

import {
	SRT,
	toSubtitles,
	WEBVTT,
	type Cue,
	type SubtitleFormat,
} from '../../../nodes/MemoriesAi/actions/transcript/subtitles';

/** Read back with other people's readers of such files: of both kinds, and W3C's own, which is strict. */
function read(text: string) {
	return parseSync(text).flatMap(
		(node): Array<[start: number, end: number, text: string]> =>
			node.type === 'cue' ? [[node.data.start, node.data.end, node.data.text]] : [],
	);
}

function readStrictly(text: string) {
	const { cues, errors } = new WebVTTParser(entities).parse(text, 'captions');
	expect(errors).toEqual([]);
	return cues;
}

const formats: Array<[string, SubtitleFormat]> = [
	['SRT', SRT],
	['WebVTT', WEBVTT],
];

const cue = (startTime: number, endTime: number, text = 'Hello'): Cue => ({
	startTime,
	endTime,
	text,
});

describe.each(formats)('%s', (_name, format) => {
	it.each<[cues: Cue[], times: Array<[start: number, end: number]>]>([
		[
			[cue(0, 7), cue(7, 12)],
			[
				[0, 7_000],
				[7_000, 12_000],
			],
		],
		[[cue(0.0004, 59.9996)], [[0, 60_000]]],
		[[cue(1.001, 3599.999)], [[1_001, 3_599_999]]],
		[[cue(36_000, 360_000.5)], [[36_000_000, 360_000_500]]],
		// What is said within a second is shown for one.
		[[cue(3, 3)], [[3_000, 4_000]]],
		[[cue(5, 4)], [[5_000, 6_000]]],
		[
			[cue(7, 9), cue(1, 2)],
			[
				[1_000, 2_000],
				[7_000, 9_000],
			],
		],
		[[], []],
	])('%j', (cues, times) => {
		expect(read(toSubtitles(cues, format)).map(([start, end]) => [start, end])).toEqual(times);
	});

	it.each<[given: string, shown: string]>([
		[' a ', 'a'],
		['a\nb', 'a\nb'],
		['a\r\n\r\n \r\nb\r', 'a\nb'],
		['2', '2'],
		['Grüße 你好 👋', 'Grüße 你好 👋'],
	])('the text %j', (given, shown) => {
		const text = toSubtitles([cue(0, 1, given), cue(1, 2, 'end')], format);

		expect(read(text).map(([, , words]) => words)).toEqual([shown, 'end']);
	});

	it.each(['', ' ', '\n\n'])('leaves out what has no words: %j', (words) => {
		const text = toSubtitles([cue(0, 1, words), cue(1, 2)], format);

		expect(read(text)).toEqual([[1_000, 2_000, 'Hello']]);
	});

	it('a text that looks like times is none', () => {
		const times = '1\n00:00:00,000 --> 00:00:09,000';
		const text = toSubtitles([cue(0, 1, `${times}\n${times.replaceAll(',', '.')}`)], format);

		expect(read(text)).toHaveLength(1);
	});

	it('any text and time', () => {
		const time = fc.double({ min: 0, max: 1e6, noNaN: true });
		const words = fc.oneof(
			fc.string({ unit: 'grapheme' }),
			fc.stringMatching(/^[-> &<\n\r\dWEBVTT:,.]+$/),
		);
		fc.assert(
			fc.property(fc.array(fc.tuple(time, time, words)), (given) => {
				const cues = given.map(([start, end, text]) => cue(start, end, `x ${text}`));

				expect(read(toSubtitles(cues, format))).toHaveLength(cues.length);
			}),
		);
	});
});

it('WebVTT keeps to its standard, whatever the text', () => {
	fc.assert(
		fc.property(
			fc.array(fc.tuple(fc.double({ min: 0, max: 1e6, noNaN: true }), fc.string())),
			(given) => {
				const cues = given.map(([start, text]) => cue(start, start, `x ${text}`));

				expect(readStrictly(toSubtitles(cues, WEBVTT))).toHaveLength(cues.length);
			},
		),
	);
});

it('WebVTT shows signs that mean something in it as they are', () => {
	const text = 'R&D <b>a</b> &amp; 1 --> 2';
	const [read] = readStrictly(toSubtitles([cue(0, 1, text)], WEBVTT));

	expect(read?.tree.children).toEqual([{ type: 'text', value: text }]);
});
