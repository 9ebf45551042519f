import type { ByHand } from './by-hand-results.cjs';
import { benchIds, benchPages } from './by-hand-reads.cjs';
import { benchLinks, benchOneFile } from './by-hand-uploads.cjs';
import { benchByHandCallbacks, benchFailingVideo, benchShortOutage } from './by-hand-waits.cjs';
import type { Extent } from './extent.cjs';
import type { Stage } from './stage.cjs';

/**
 * Does what people build of HTTP Request nodes, as docs/from-http-request.md shows it, where something
 * goes wrong; and the same with this package's nodes.
 *
 * @param tell takes a line on how far it is
 */
export async function benchByHand(
	stage: Stage,
	{ perSecond, callbacks, pages, ids, seconds }: Extent['byHand'],
	tell: (line: string) => void,
): Promise<ByHand> {
	const n8n = await stage.freshN8n();
	try {
		tell('One file that is refused, and one that is answered with HTTP 504');
		const oneFile = await benchOneFile(n8n, stage);
		tell(`Links, ${perSecond} per second`);
		const links = await benchLinks(n8n, stage, perSecond);
		tell(`${pages.videos} videos, in pages`);
		const listed = await benchPages(n8n, stage, pages);
		const allIds = await benchIds(n8n, stage, ids);
		tell(`${callbacks} callbacks, twice each, and as many forged ones`);
		const called = await benchByHandCallbacks(n8n, stage, callbacks);
		tell('A scrape that is waited for');
		const shortOutage = await benchShortOutage(n8n, stage);
		const failingVideo = await benchFailingVideo(n8n, stage, seconds);
		return {
			...oneFile,
			links,
			pages: listed,
			ids: allIds,
			callbacks: called,
			shortOutage,
			failingVideo,
		};
	} finally {
		await n8n.stop();
	}
}
