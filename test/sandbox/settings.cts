import { z } from 'zod';

const milliseconds = z.number().int().min(0);
const bytes = z.number().int().positive();

/** The size of the video in the documents' sample. */
export const SAMPLE_VIDEO_BYTES = 3_284_512;

/** Every setting of the sandbox, with its default. All can be changed while it runs. */
export const settingsSchema = z
	.object({
		/** From upload (or download, for scrapes) to `PARSE`; 0 indexes before the reply is sent. */
		indexAfterMs: milliseconds.default(1500),
		/** From a scrape request to its videos being there; 0 downloads before the reply is sent. */
		downloadAfterMs: milliseconds.default(500),
		/** No document says how callbacks are encoded; JSON is how every document prints them. */
		callbackContentType: z.enum(['json', 'form']).default('json'),
		/**
		 * One document has a scrape call back once it is downloaded and again for each indexed video,
		 * another the former alone (`task`). With `none` nobody is ever called.
		 */
		callbacks: z.enum(['all', 'task', 'none']).default('all'),
		/** Task status: `data.videos[]` as observed, or `data.video_ids[]` as documented for v1.2. */
		taskShape: z.enum(['videos', 'video_ids']).default('videos'),
		/** Image ids: bare 18-digit JSON numbers (OpenAPI) or strings (v1.2 documents). */
		imageIds: z.enum(['number', 'string']).default('number'),
		/** Requests allowed within any second, over all endpoints; 0 = no limit. */
		requestsPerSecond: z.number().int().min(0).default(0),
		/**
		 * When a request is counted: as its head arrives, or when its body was read. Either way the
		 * body is read to its end before the answer, so that every client gets to see it.
		 */
		limitAt: z.enum(['headers', 'body']).default('body'),
		/** SHA-256 of received files; without it, large ones are received faster. */
		digest: z.boolean().default(true),
		/** Keep the bytes of received files up to 4 MB, for tests that compare them. */
		keepContent: z.boolean().default(false),
		/** What a search finds: what has a word of the query in its name or tags, or all that there is. */
		searchFinds: z.enum(['words', 'all']).default('words'),
		/** Size of a video that is uploaded by its URL: nothing is fetched. */
		linkedVideoBytes: bytes.default(SAMPLE_VIDEO_BYTES),
		/** Documented: 3 GB per video, 20 MB per image. */
		maxVideoBytes: bytes.default(3 * 1024 ** 3),
		maxImageBytes: bytes.default(20 * 1024 ** 2),
		/** The vendor caps images per request at an undocumented number and names it in the message. */
		maxImagesPerRequest: z.number().int().positive().default(100),
	})
	.strict();

export type Settings = z.output<typeof settingsSchema>;
export type SettingsInput = z.input<typeof settingsSchema>;

/** @returns one line that names the first wrong value, for a person who typed it. */
export function explainIssues(error: z.ZodError): string {
	const [issue] = error.issues;
	if (!issue) return 'not valid';
	const where = issue.path.join('.');
	return where ? `${where}: ${issue.message}` : issue.message;
}
