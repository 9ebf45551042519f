/** A text that is shown for a while; times in seconds. */
export interface Cue {
	readonly startTime: number;
	readonly endTime: number;
	readonly text: string;
}

/** What tells one kind of subtitle file from the other. */
export interface SubtitleFormat {
	readonly extension: string;
	readonly mimeType: string;
	/** What the file begins with. */
	readonly head: readonly string[];
	/** Between seconds and milliseconds. */
	readonly decimalSign: string;
	/** Keeps a text from being read as something else. */
	escape(text: string): string;
}

/** SubRip has no standard and nothing to escape with: an arrow, which only times may have, loses a dash. */
export const SRT: SubtitleFormat = {
	extension: 'srt',
	mimeType: 'application/x-subrip',
	head: [],
	decimalSign: ',',
	escape: (text) => text.replace(/-->/g, '->'),
};

/** By https://www.w3.org/TR/webvtt1/ */
export const WEBVTT: SubtitleFormat = {
	extension: 'vtt',
	mimeType: 'text/vtt',
	head: ['WEBVTT\n'],
	decimalSign: '.',
	escape: (text) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;'),
};

/** The least that a cue is shown, in seconds: where times are whole seconds, some end as they begin. */
const SHORTEST = 1;

/** @returns the text of a subtitle file: cues in the order of time, those without words left out */
export function toSubtitles(cues: readonly Cue[], format: SubtitleFormat): string {
	const { head, decimalSign, escape } = format;
	const blocks = [...cues]
		.sort((a, b) => a.startTime - b.startTime)
		.map((cue) => ({ ...cue, text: withoutBlankLines(cue.text) }))
		.filter(({ text }) => text !== '')
		.map(({ startTime, endTime, text }, index) => {
			const end = endTime > startTime ? endTime : startTime + SHORTEST;
			const times = [startTime, end].map((seconds) => timestamp(seconds, decimalSign));
			return `${index + 1}\n${times.join(' --> ')}\n${escape(text)}\n`;
		});
	return [...head, ...blocks].join('\n');
}

/** A blank line would end the cue. */
function withoutBlankLines(text: string): string {
	return text
		.split(/[\r\n]+/)
		.map((line) => line.trim())
		.filter((line) => line !== '')
		.join('\n');
}

function timestamp(seconds: number, decimalSign: string): string {
	const ms = Math.round(seconds * 1000);
	const parts = [ms / 3_600_000, (ms / 60_000) % 60, (ms / 1000) % 60];
	const clock = parts.map((part) => String(Math.floor(part)).padStart(2, '0')).join(':');
	return `${clock}${decimalSign}${String(ms % 1000).padStart(3, '0')}`;
}
