import type { INodeProperties } from 'n8n-workflow';

/** What a callback can tell, by the word that Memories.ai uses for it, in the order of the alphabet. */
const EVENTS = [
	{
		name: 'Scrape Downloaded',
		value: 'SUCCEEDED',
		description: 'A scrape has its videos; they are not indexed yet. The event is task.downloaded.',
	},
	{
		name: 'Scrape Failed',
		value: 'FAILED',
		description: 'A scrape, or one of its videos, did not succeed. The event is task.failed.',
	},
	{
		name: 'Scraped Video Indexed',
		value: 'INDEXING_SUCCEEDED',
		description: 'A scraped video is ready for search and chat. The event is video.indexed.',
	},
	{
		name: 'Upload Failed',
		value: 'FAIL',
		description: 'An uploaded video could not be indexed. The event is video.failed.',
	},
	{
		name: 'Upload Indexed',
		value: 'PARSE',
		description: 'An uploaded video is ready for search and chat. The event is video.indexed.',
	},
	{
		name: 'Upload Queued',
		value: 'UNPARSE',
		description: 'An uploaded video waits for indexing. The event is video.queued.',
	},
];

/** n8n makes the entries of its node picker from these: "On upload indexed". */
export const eventsProperty: INodeProperties = {
	displayName: 'Events',
	name: 'events',
	type: 'multiOptions',
	options: EVENTS,
	default: [],
	hint: 'None chosen means all',
	description: 'Which callbacks start the workflow',
};

const labels = JSON.stringify(Object.fromEntries(EVENTS.map(({ name, value }) => [value, name])));

/** What the node on the canvas says below its name: the events by their names. */
export const eventsSubtitle = `={{ $parameter["events"].map((event) => (${labels})[event]).join(", ") || "All Events" }}`;
