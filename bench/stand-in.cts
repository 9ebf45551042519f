import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import { projectFolder } from '../test/n8n/folders.cjs';
import type { FaultInput } from '../test/sandbox/faults.cjs';
import { control, type RemoteSandbox } from '../test/sandbox/remote.cjs';
import { type SettingsInput, settingsSchema } from '../test/sandbox/settings.cjs';
import { sum } from './units.cjs';

const request = z.object({
	/** The last part of the path, such as `upload_url`. */
	path: z.string().transform((path) => path.split('/').at(-1)),
	fields: z.array(z.tuple([z.string(), z.string()])).transform((pairs) => new Map(pairs)),
	files: z.array(z.object({ size: z.number() })),
	json: z.unknown(),
	/** When the answer was out, in milliseconds since epoch. */
	endedAt: z.number().optional(),
	answer: z.object({ code: z.union([z.string(), z.number()]).optional() }).optional(),
});
/** A request as it reached the stand-in API. */
export type StandInRequest = z.infer<typeof request>;

const video = z.object({
	videoNo: z.string(),
	size: z.number(),
	/** The link that it was fetched from; none of files. */
	sourceUrl: z.string().optional(),
});

/** How many of the requests came too fast for the account. */
export function refusedForRate(requests: StandInRequest[]): number {
	return requests.filter(({ answer }) => answer?.code === '0429').length;
}

/** What reached the stand-in API since it last forgot everything. */
export interface Arrived {
	requests: number;
	/** Of the files in them, without the multipart envelope. */
	bytes: number;
	/** The uploads that it took, by number and bytes. */
	videos: Array<z.infer<typeof video>>;
}

/** The stand-in API in a process of its own, so that its work is in nobody's time and memory. */
export interface StandIn extends RemoteSandbox {
	/** Forgets all that reached it, and has these settings from now on, and else the defaults. */
	restart(settings: SettingsInput): Promise<void>;
	/** Changes these settings, and forgets nothing. */
	change(settings: SettingsInput): Promise<void>;
	/** Makes the next requests go wrong. */
	fault(fault: FaultInput): Promise<void>;
	/** Ends the indexing of a video, without a callback where the settings say so. */
	endIndexing(videoNo: string): Promise<void>;
	/** All that came since it last forgot everything, in order. */
	requests(): Promise<StandInRequest[]>;
	arrived(): Promise<Arrived>;
	stop(): Promise<void>;
}

const ANNOUNCEMENT = /^Memories\.ai sandbox on (\S+) with key (\S+)$/;

async function announced(child: ChildProcess): Promise<RemoteSandbox> {
	if (!child.stdout) throw new Error('The stand-in API has no output');
	for await (const line of createInterface({ input: child.stdout })) {
		const [, url, key] = ANNOUNCEMENT.exec(line) ?? [];
		if (url !== undefined && key !== undefined) return { url, key };
	}
	throw new Error('The stand-in API did not start');
}

/** A slow line in front of the stand-in API, which all connections share. */
export interface SlowLine {
	/** Round trip. */
	latencyMs: number;
	/** Per second, in each direction. */
	megabits: number;
}

const CLI = join(projectFolder, 'test', 'sandbox', 'cli.cts');

/** Starts it on a free port. It ends with this process at the latest. */
export async function startStandIn(line?: SlowLine): Promise<StandIn> {
	const link = line
		? ['--link-latency', String(line.latencyMs), '--link-mbit', String(line.megabits)]
		: [];
	const child = spawn(
		process.execPath,
		['--require', 'tsx/cjs', CLI, '--port', '0', ...link],
		// A group of its own: Ctrl+C reaches this process only, which ends it.
		{ cwd: projectFolder, detached: true, stdio: ['ignore', 'pipe', 'inherit'] },
	);
	const kill = () => child.kill('SIGKILL');
	process.once('exit', kill);
	const sandbox = await announced(child);
	const requests = async () => z.array(request).parse(await control(sandbox, 'GET', 'requests'));
	return {
		...sandbox,
		async restart(settings) {
			await control(sandbox, 'POST', 'reset');
			await control(sandbox, 'POST', 'settings', settingsSchema.parse(settings));
		},
		async change(settings) {
			await control(sandbox, 'POST', 'settings', settings);
		},
		async fault(fault) {
			await control(sandbox, 'POST', 'fault', fault);
		},
		async endIndexing(videoNo) {
			await control(sandbox, 'POST', `end-indexing/${videoNo}`);
		},
		requests,
		async arrived() {
			const all = await requests();
			const videos = z.array(video).parse(await control(sandbox, 'GET', 'videos'));
			const sizes = all.flatMap(({ files }) => files.map(({ size }) => size));
			return {
				requests: all.length,
				bytes: sum(sizes),
				videos,
			};
		},
		async stop() {
			if (child.exitCode === null && child.signalCode === null) {
				const ended = once(child, 'exit');
				child.kill();
				await ended;
			}
			process.off('exit', kill);
		},
	};
}
