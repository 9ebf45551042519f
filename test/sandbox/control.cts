import { createReadStream, statSync } from 'node:fs';

import { FaultSyntaxError, parseFault } from './faults.cjs';
import type { Sandbox } from './sandbox.cjs';
import type { App } from './server.cjs';
import { explainIssues, settingsSchema } from './settings.cjs';

/**
 * Lets another process drive the sandbox, under `/_sandbox`, without a key: the server listens on
 * loopback only. Nothing here is recorded or limited.
 */
export function addControl(app: App, sandbox: Sandbox, sampleFile?: string): void {
	app.register(
		(control, _options, done) => {
			control.get('/requests', () =>
				sandbox.requests.map((request) => ({
					...request,
					files: request.files.map((file) => ({
						...file,
						content: file.content?.toString('base64'),
					})),
				})),
			);
			control.get('/callbacks', () => sandbox.callbacks);
			control.get('/videos', () => sandbox.videos);
			control.post('/settings', (request, reply) => {
				const changes = settingsSchema.partial().safeParse(request.body);
				if (!changes.success)
					return reply.code(400).send({ message: explainIssues(changes.error) });
				return Object.assign(sandbox.settings, changes.data);
			});
			control.post('/fault', (request, reply) => {
				try {
					sandbox.fault(parseFault(request.body));
				} catch (error) {
					if (!(error instanceof FaultSyntaxError)) throw error;
					return reply.code(400).send({ message: error.message });
				}
				return {};
			});
			control.post<{ Params: { videoNo: string } }>('/end-indexing/:videoNo', (request, reply) => {
				if (sandbox.endIndexing(request.params.videoNo)) return {};
				return reply.code(404).send({ message: 'That video is not being indexed.' });
			});
			control.post('/reset', () => {
				sandbox.reset();
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
