import type { ByHand } from './by-hand-results.cjs';
import type { LargeFile } from './results.cjs';
import { NONE, type Table } from './table.cjs';
import { formatSize } from './units.cjs';

/** How an execution looks in n8n's list. */
const LOOKS: Record<string, string> = { success: 'green', error: 'red', running: 'still running' };
const looks = (status: string) => LOOKS[status] ?? status;

type Ways<T> = { http: T; own: T };

/** A row: what happens, and what came of it both ways. */
function row<T>(what: string, { http, own }: Ways<T>, say: (figures: T) => string): string[] {
	return [what, say(http), say(own)];
}

/** What n8n's memory grew by with the largest file that both have sent. */
function largestFile(files: LargeFile[]): string[] {
	const bytes = Math.max(...files.map((file) => file.bytes));
	const growth = (sender: LargeFile['sender']) => {
		const file = files.find((one) => one.bytes === bytes && one.sender === sender);
		return file?.memoryGrowth === undefined
			? NONE
			: `n8n grows by ${formatSize(file.memoryGrowth)}`;
	};
	const http = growth('HTTP Request node');
	return [`A file of ${formatSize(bytes)} is uploaded`, http, growth('Memories.ai node')];
}

/** @param files left out: without the row about large files */
export function byHandTable(measured: ByHand, files?: LargeFile[]): Table {
	const { refusal, lateAnswer, links, failingVideo, shortOutage, callbacks, pages, ids } = measured;
	return {
		title: 'Built of HTTP Request nodes, and with this package',
		head: ['What happens', 'HTTP Request', 'Memories.ai'],
		rows: [
			...(files ? [largestFile(files)] : []),
			row('An upload is refused: no credits left', refusal, ({ status, green }) =>
				green > 0 ? `${looks(status)}, and the next node runs` : looks(status),
			),
			row(
				'An upload arrives, but a gateway answers HTTP 504, with Retry On Fail',
				lateAnswer,
				({ status, taken }) =>
					`${looks(status)}, uploaded and charged ${taken === 1 ? 'once' : `${taken} times`}`,
			),
			row(
				`${links.links} links are uploaded, the account takes ${links.perSecond} per second`,
				links,
				({ arrived, refusedGreen, red }) =>
					`${arrived} arrived, ${refusedGreen} refused and green, ${red} red`,
			),
			row(
				'A scraped video cannot be indexed',
				failingVideo,
				({ status, questions }) =>
					`${looks(status)}${status === 'running' ? ` after ${failingVideo.seconds} s and ${questions} questions` : ''}`,
			),
			row('One HTTP 503 while a scrape is waited for', shortOutage, ({ status }) => looks(status)),
			row(
				`${callbacks.genuine} callbacks, twice each, and ${callbacks.forged} forged ones`,
				callbacks,
				({ ofGenuine, ofForged }) =>
					`${ofGenuine} runs of genuine ones, ${ofForged} of forged ones`,
			),
			row(
				`${pages.videos} videos are listed, the account takes ${pages.perSecond} requests per second`,
				pages,
				({ status, listed }) => `${looks(status)}, ${listed} listed`,
			),
			row(
				`${ids.ids} Folder IDs of 18 digits are read`,
				ids,
				({ right }) => `${right} come out as they are`,
			),
		],
	};
}
