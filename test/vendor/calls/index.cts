import type { Call } from './call.cjs';
import { chatCalls } from './chat.cjs';
import { libraryCalls } from './library.cjs';
import { scrapeCalls } from './scrape.cjs';
import { searchCalls } from './search.cjs';
import { uploadCalls } from './upload.cjs';

/** Every call of the API, each with the parameters by which the node makes it. */
export const calls: readonly Call[] = [
	...uploadCalls,
	...scrapeCalls,
	...libraryCalls,
	...searchCalls,
	...chatCalls,
];

/** Calls of the vendor's OpenAPI file that are not offered, and why. */
export const notOffered: Readonly<Record<string, string>> = {
	'POST /v1/understand/upload': 'Another product, on another server and with another key.',
	'POST /v1/understand/uploadImg': 'Another product, on another server and with another key.',
};

/** Parameters of calls that are not offered, and why. */
export const neverSent: Readonly<Record<string, readonly string[]>> = {
	// The server merges them into `video_urls`, which take posts of TikTok as well.
	'POST /serve/api/v1/scraper_url': ['tiktok_post_urls'],
	// `video_nos` with one number finds the same.
	'POST /serve/api/v1/list_videos': ['video_no'],
};
