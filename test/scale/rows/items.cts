import { callUntilTaken } from '../../../bench/call-until-taken.cjs';
import { ENDED, runsOf, untilCount } from '../../../bench/n8n-runs.cjs';
import { UPLOAD } from '../../../bench/senders.cjs';
import { linksOf, RESULT } from '../../../bench/uploads-by-link.cjs';
import { webhookNode } from '../../../bench/webhook-node.cjs';
import { memoriesAi, node, receiverOf, setFields, START } from '../../e2e/build-workflow.cjs';
import type { Row } from '../row.cjs';
import { UNHURRIED } from '../upload-links.cjs';

const SPLIT = 'Split';
const DEADLINE_MS = 20 * 60_000;

/** Each item comes out once, beside the link that it came from. */
export const items: Row = {
	id: 'items',
	title: 'Items of one execution',
	counts: { full: 500, small: 50 },
	async run({ n8n, stage }, count) {
		const { standIn, memoriesAi: credential } = stage;
		const url = '={{ $json.link }}';
		const parameters = { resource: 'video', operation: 'uploadUrl', url, options: UNHURRIED };
		const link = `={{ $('${SPLIT}').item.json.link }}`;
		const open = await receiverOf(
			{ client: n8n.client, n8nUrl: n8n.process.url },
			webhookNode(START),
			node(SPLIT, 'n8n-nodes-base.splitOut', 1, {
				fieldToSplitOut: 'body.links',
				options: { destinationFieldName: 'link' },
			}),
			memoriesAi(UPLOAD, parameters, credential),
			setFields(RESULT, { link }, { includeOtherFields: true }),
		);
		await standIn.restart({ callbacks: 'none' });
		const since = performance.now();
		await callUntilTaken(open.url, { links: linksOf(count) });
		await untilCount(n8n, open.workflow.id, ENDED, 1, DEADLINE_MS);
		const seconds = (performance.now() - since) / 1000;

		const { items: results } = await runsOf(n8n, open.workflow.id, RESULT);
		const { videos } = await standIn.arrived();
		const sources = new Map(videos.map(({ videoNo, sourceUrl }) => [videoNo, sourceUrl]));
		const right = new Set(
			results
				.filter((item) => sources.get(String(item.videoNo)) === item.link)
				.map((item) => item.link),
		).size;
		return {
			taken: count,
			lost: count - right,
			doubled: videos.length - right,
			seconds,
			figures: `${(count / seconds).toFixed(1)} items per second in one worker`,
		};
	},
};
