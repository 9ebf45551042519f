import { Callbacks } from './callbacks.cjs';
import { Connections } from './connections.cjs';
import { addControl, type Controls } from './control.cjs';
import type { Endpoint } from './endpoint.cjs';
import { endpoints as allEndpoints } from './endpoints.cjs';
import { FaultQueue } from './faultQueue.cjs';
import { Indexing } from './indexing.cjs';
import { type Link, type LinkInput, linkSchema, openLink } from './link.cjs';
import { OpenResponses } from './openResponses.cjs';
import { parseFault } from './parseFault.cjs';
import { RateLimit } from './rateLimit.cjs';
import type { RequestRecord } from './recorder.cjs';
import { createServer } from './server.cjs';
import { type SettingsInput, settingsSchema } from './settings.cjs';
import { State } from './state.cjs';
import { Timers } from './timers.cjs';

export const DEFAULT_KEY = 'sk-mavi-sandbox';

/** How to start; settings can be changed later, the rest cannot. */
export interface SandboxOptions extends SettingsInput {
	/** 0, the default, takes a free one. */
	port?: number;
	key?: string;
	/** The calls to answer; all of the API unless given. */
	endpoints?: Endpoint[];
	/** Served at `/_sandbox/sample.mp4`, for `upload_url` to point at. */
	sampleFile?: string;
	/** Speak HTTPS, with the certificate in `tls/certificate.pem`, which no client trusts by itself. */
	tls?: boolean;
	/** A slow line in front of everything, the calls under `/_sandbox` included. */
	link?: LinkInput;
}

/** A running stand-in for the Memories.ai API. */
export interface Sandbox extends Controls {
	/** Without a slash at the end. */
	url: string;
	port: number;
	/** The account's; another one may be set while it runs. */
	key: string;
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
		endpoints = allEndpoints,
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
	const openResponses = new OpenResponses();
	const connections = new Connections();
	const world = { settings, state, indexing };
	const app = createServer(
		{
			endpoints,
			get key() {
				return sandbox.key;
			},
			world,
			requests,
			faults,
			limit,
			delays,
			openResponses,
			connections,
		},
		tls,
	);
	const queueFault = (value: unknown) => {
		faults.add(parseFault(value, endpoints));
	};
	const sandbox: Sandbox = {
		url: '',
		port,
		key,
		requests,
		callbacks: callbacks.log,
		videos: state.videos,
		images: state.images,
		folders: state.folders,
		memories: state.memories,
		uniqueIds: state.uniqueIds,
		settings,
		fault: queueFault,
		endIndexing: (videoNo) => indexing.endNow(videoNo),
		endDownload: (taskId) => indexing.downloadNow(taskId),
		reset() {
			indexing.clear();
			callbacks.reset();
			state.reset();
			limit.reset();
			faults.reset();
			delays.clear();
			openResponses.cut();
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
	addControl(app, sandbox, queueFault, sampleFile);
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
