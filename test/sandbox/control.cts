import { createReadStream, statSync } from 'node:fs';

import type { CallbackRecord } from './callbacks.cjs';
import type { FaultInput } from './faults.cjs';
import { jsonText } from './json.cjs';
import { FaultSyntaxError } from './parseFault.cjs';
import type { RequestRecord } from './recorder.cjs';
import type { App } from './server.cjs';
import { explainIssues, type Settings, settingsSchema } from './settings.cjs';
import type { Folder, Image, Memory, Video } from './state.cjs';

/** What can be seen of a running sandbox, and done to it. */
export interface Controls {
	/** Every request to the API, in order of arrival. */
	requests: RequestRecord[];
	/** Every callback sent, and what became of it. */
	callbacks: CallbackRecord[];
	videos: Video[];
	images: Image[];
	folders: Folder[];
	memories: Memory[];
	/** Of all namespaces that there are. */
	uniqueIds: Set<string>;
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
	 * Ends the download of a scrape now, with its callback.
	 * @returns false when that task is not being downloaded
	 */
	endDownload(taskId: string): boolean;
	/**
	 * Forgets requests, videos, tasks, callbacks and faults, calls off what is under way, and cuts
	 * the connections that a fault keeps waiting.
	 */
	reset(): void;
}

/**
 * Lets another process drive the sandbox, under `/_sandbox`, without a key: the server listens on
 * loopback only. Nothing here is recorded or limited.
 * @param queueFault takes a fault that may be none. @throws {FaultSyntaxError}
 */
export function addControl(
	app: App,
	controls: Controls,
	queueFault: (fault: unknown) => void,
	sampleFile?: string,
): void {
	app.register(
		(control, _options, done) => {
			// A request's JSON may have a bigint in it.
			control.setReplySerializer(jsonText);
			control.get('/requests', () =>
				controls.requests.map((request) => ({
					...request,
					files: request.files.map((file) => ({
						...file,
						content: file.content?.toString('base64'),
					})),
				})),
			);
			control.get('/callbacks', () => controls.callbacks);
			control.get('/videos', () => controls.videos);
			control.post<{ Body: Video }>('/videos', ({ body }) => controls.videos.push(body));
			control.post<{ Body: Folder }>('/folders', ({ body }) => controls.folders.push(body));
			control.post<{ Body: Memory }>('/memories', ({ body }) => controls.memories.push(body));
			control.post('/settings', (request, reply) => {
				const changes = settingsSchema.partial().safeParse(request.body);
				if (!changes.success)
					return reply.code(400).send({ message: explainIssues(changes.error) });
				return Object.assign(controls.settings, changes.data);
			});
			control.post('/fault', (request, reply) => {
				try {
					queueFault(request.body);
				} catch (error) {
					if (!(error instanceof FaultSyntaxError)) throw error;
					return reply.code(400).send({ message: error.message });
				}
				return {};
			});
			control.post<{ Params: { videoNo: string } }>('/end-indexing/:videoNo', (request, reply) => {
				if (controls.endIndexing(request.params.videoNo)) return {};
				return reply.code(404).send({ message: 'That video is not being indexed.' });
			});
			control.post<{ Params: { taskId: string } }>('/end-download/:taskId', (request, reply) => {
				if (controls.endDownload(request.params.taskId)) return {};
				return reply.code(404).send({ message: 'That task is not being downloaded.' });
			});
			control.post('/reset', () => {
				controls.reset();
				return {};
			});
			control.get('/sample.mp4', (_request, reply) => {
				if (sampleFile === undefined) {
					return reply
						.code(404)
						.send({ message: 'The sandbox was started without a sample file.' });
				}
				return reply
					.type('video/mp4')
					.header('content-length', statSync(sampleFile).size)
					.send(createReadStream(sampleFile));
			});
			done();
		},
		{ prefix: '/_sandbox' },
	);
}
