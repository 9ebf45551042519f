import type { Segment, Video } from '../../state.cjs';

/** What is said in a video; nothing before it is indexed. */
export function speechOf({ status, speech, videoNo }: Video): Segment[] {
	if (status !== 'PARSE') return [];
	return (
		speech ?? [
			{ start: 0, end: 7, content: ` This is video ${videoNo}.` },
			{ start: 7, end: 12, content: ' Thank you for watching.' },
		]
	);
}

/** What is seen in a video; nothing before it is indexed. */
export function captionsOf({ status, captions, videoNo }: Video): Segment[] {
	if (status !== 'PARSE') return [];
	return (
		captions ?? [{ start: 0, end: 12, content: `A person holds up a sign that says ${videoNo}.` }]
	);
}
