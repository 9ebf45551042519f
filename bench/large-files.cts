import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import type { WorkflowNode } from '../test/n8n/workflows.cjs';
import { writeContent } from './content.cjs';
import type { Extent } from './extent.cjs';
import { measure } from './measure.cjs';
import type { LargeFile, LargeFileRun, Sender } from './results.cjs';
import { httpRequestNode, memoriesAiNode } from './senders.cjs';
import type { Stage } from './stage.cjs';
import { formatSize, median } from './units.cjs';

const FILE = 'large.mp4';
/** Hashing would cost the stand-in API more than all else it does with a file. */
const settings = { digest: false };

async function withNode(stage: Stage, node: WorkflowNode, repeats: number): Promise<LargeFileRun> {
	const { seconds, again, memoryGrowth, failure, arrived } = await measure(stage, {
		sender: node,
		pattern: FILE,
		settings,
		repeats,
	});
	const { requests, bytes, videos } = arrived;
	// The HTTP Request node shows a refusal green.
	const refused = videos.length === 1 + repeats ? undefined : 'the API did not take it';
	const all = seconds === undefined ? [] : [seconds, ...again];
	return { seconds: all, memoryGrowth, failure: failure ?? refused, requests, bytesArrived: bytes };
}

const reply = z.object({ code: z.string() });

async function withCurl({ standIn, filesFolder }: Stage): Promise<LargeFileRun> {
	await standIn.restart(settings);
	const { stdout } = await promisify(execFile)('curl', [
		...['--silent', '--show-error', '--noproxy', '*'],
		...['--header', `Authorization: ${standIn.key}`],
		// Without asking first whether the file may come: n8n's nodes do not ask either.
		...['--header', 'Expect:'],
		...['--form', `file=@${join(filesFolder, FILE)};type=video/mp4`],
		...['--write-out', '\n%{time_total}', `${standIn.url}/serve/api/v1/upload`],
	]);
	const [body = '', seconds] = stdout.split('\n');
	const { code } = reply.parse(JSON.parse(body));
	if (code !== '0000') throw new Error(`The stand-in API refused curl's upload: ${body}`);
	const { requests, bytes } = await standIn.arrived();
	return { seconds: [Number(seconds)], requests, bytesArrived: bytes };
}

function summary(bytes: number, sender: Sender, runs: LargeFileRun[]): LargeFile {
	const ended = runs.filter(({ failure }) => failure === undefined);
	const middle = (values: number[]) => (values.length === 0 ? undefined : median(values));
	return {
		bytes,
		sender,
		seconds: middle(ended.flatMap(({ seconds }) => seconds)),
		memoryGrowth: middle(ended.flatMap(({ memoryGrowth }) => memoryGrowth ?? [])),
		runs,
	};
}

/**
 * Uploads one file per size, again and again, with this node, with n8n's HTTP Request node and with
 * curl, which is as fast as it gets. They take turns, so that what the machine does meanwhile strikes all.
 *
 * @param tell takes a line on how far it is
 */
export async function benchLargeFiles(
	stage: Stage,
	sizes: Extent['largeFiles'],
	tell: (line: string) => void,
): Promise<LargeFile[]> {
	const { standIn, filesFolder, memoriesAi, headerAuth } = stage;
	const senders: Array<[Sender, (repeats: number) => Promise<LargeFileRun>]> = [
		['Memories.ai node', (repeats) => withNode(stage, memoriesAiNode(memoriesAi), repeats)],
		[
			'HTTP Request node',
			(repeats) => withNode(stage, httpRequestNode(standIn.url, headerAuth), repeats),
		],
		['curl', () => withCurl(stage)],
	];
	const file = join(filesFolder, FILE);
	const results: LargeFile[] = [];
	for (const { bytes, rounds, repeats = 0 } of sizes) {
		await writeContent(file, bytes);
		const runs = new Map<Sender, LargeFileRun[]>(senders.map(([sender]) => [sender, []]));
		for (let round = 1; round <= rounds; round += 1) {
			const order = round % 2 === 1 ? senders : [...senders].reverse();
			for (const [sender, upload] of order) {
				tell(`${formatSize(bytes)}, round ${round} of ${rounds}: ${sender}`);
				runs.get(sender)?.push(await upload(repeats));
			}
		}
		for (const [sender, ofSender] of runs) results.push(summary(bytes, sender, ofSender));
	}
	return results;
}
