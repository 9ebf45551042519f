import { Callbacks, type CallbackRecord } from './callbacks.cjs';
import { Connections } from './connections.cjs';
import { addControl } from './control.cjs';
import { type FaultInput, FaultQueue, parseFault } from './faults.cjs';
import { Held } from './held.cjs';
import { Indexing } from './indexing.cjs';
import { type Link, type LinkInput, linkSchema, openLink } from './link.cjs';
import { RateLimit } from './rateLimit.cjs';
import type { RequestRecord } from './recorder.cjs';
import { createServer } from './server.cjs';
import { type Settings, type SettingsInput, settingsSchema } from './settings.cjs';
import { State, type Video } from './state.cjs';
import { Timers } from './timers.cjs';

export const DEFAULT_KEY = 'sk-mavi-sandbox';

/** How to start; settings can be changed later, the rest cannot. */
export interface SandboxOptions extends SettingsInput {
	/** 0, the default, takes a free one. */
	port?: number;
	key?: string;
	/** Served at `/_sandbox/sample.mp4`, for `upload_url` to point at. */
	sampleFile?: string;
	/** Speak HTTPS, with the certificate in `tls/certificate.pem`, which no client trusts by itself. */
	tls?: boolean;
	/** A slow line in front of everything, the calls under `/_sandbox` included. */
	link?: LinkInput;
}

/** A running stand-in for the Memories.ai API. */
export interface Sandbox {
	/** Without a slash at the end. */
	url: string;
	port: number;
	key: string;
	/** Every request to the API, in order of arrival. */
	requests: RequestRecord[];
	/** Every callback sent, and what became of it. */
	callbacks: CallbackRecord[];
	videos: Video[];
	/** Changes take effect on the next thing that happens. */
	settings: Settings;
	/**
	 * Queues a fault.
	 * @throws {FaultSyntaxError}
	 */
	fault(fault: FaultInput): void;
	/**
	 * Ends the indexing of a video now, with its callback.
	 * @returns false when that video is not being indexed
	 */
	endIndexing(videoNo: string): boolean;
	/**
	 * Forgets requests, videos, tasks, callbacks and faults, calls off what is under way, and cuts
	 * the connections that a fault keeps waiting.
	 */
	reset(): void;
	/** Ends the server and everything outstanding; connections still open are cut. */
	close(): Promise<void>;
}

/**
 * Starts a sandbox on 127.0.0.1.
 * @throws the server's error when it cannot listen (port in use), `ZodError` for a wrong setting
 */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
	const {
		port = 0,
		key = DEFAULT_KEY,
		sampleFile,
		tls = false,
		link: slowness,
		...given
	} = options;
	const settings = settingsSchema.parse(given);
	const linkSettings = slowness && linkSchema.parse(slowness);
	let link: Link | undefined;
	const state = new State();
	const callbacks = new Callbacks(settings);
	const indexing = new Indexing(settings, state, callbacks);
	const requests: RequestRecord[] = [];
	const faults = new FaultQueue();
	const limit = new RateLimit(settings);
	const delays = new Timers();
	const held = new Held();
	const connections = new Connections();
	const world = { settings, state, indexing };
	const app = createServer({ key, world, requests, faults, limit, delays, held, connections, tls });
	const sandbox: Sandbox = {
		url: '',
		port,
		key,
		requests,
		callbacks: callbacks.log,
		videos: state.videos,
		settings,
		fault(value) {
			faults.add(parseFault(value));
		},
		endIndexing: (videoNo) => indexing.endNow(videoNo),
		reset() {
			indexing.clear();
			callbacks.reset();
			state.reset();
			limit.reset();
			faults.reset();
			delays.clear();
			held.release();
			requests.length = 0;
		},
		async close() {
			indexing.clear();
			callbacks.reset();
			delays.clear();
			await link?.close();
			await app.close();
		},
	};
	addControl(app, sandbox, sampleFile);
	try {
		const url = new URL(await app.listen({ host: '127.0.0.1', port: linkSettings ? 0 : port }));
		if (linkSettings) {
			link = await openLink(linkSettings, port, Number(url.port));
			url.port = String(link.port);
		}
		sandbox.url = url.origin;
		sandbox.port = Number(url.port);
	} catch (error) {
		await app.close();
		throw error;
	}
	return sandbox;
}
