import fc from 'fast-check';
import FormData from 'form-data';
import type { RequestRecord } from '../sandbox/recorder.cjs';
import { MultipartBody } from '../../nodes/api/multipart';
import { binaryItem, runNode } from './harness.cjs';
import { useSandbox } from './useSandbox.cjs';

/** The `form-data` package sends the same as the node; the sandbox's parser must not tell them apart. */

const account = useSandbox({ keepContent: true });

const awkward = ['"', '\\', '\r', '\n', '\r\n', 'ü', '🎬', "'", ';', '=', '%22', '--', ' ', 'a'];
const text = fc.oneof(
	fc.array(fc.constantFrom(...awkward), { maxLength: 12 }).map((parts) => parts.join('')),
	fc.string({ unit: 'grapheme', maxLength: 30 }),
);
/** As the node reads it: blanks at the ends are no part of a value, and nothing is not sent. */
const value = text.map((given) => given.trim()).filter((given) => given !== '');
/** `form-data` takes the last part of a path, and drops a name that is empty. */
const fileName = value.filter((given) => !given.includes('/'));
const content = fc.uint8Array({ minLength: 1, maxLength: 2000 }).map((bytes) => Buffer.from(bytes));

async function post(path: string, body: Buffer, contentType: string): Promise<void> {
	const reply = await fetch(account.sandbox.url + path, {
		method: 'POST',
		headers: { authorization: account.sandbox.key, 'content-type': contentType },
		body: Uint8Array.from(body),
	});
	await reply.text();
}

/** What arrived, without what may differ: the order of names, and the boundary with its length. */
function seen({ fields, files, complete }: RequestRecord) {
	return {
		complete,
		fields: [...fields].sort(([a], [b]) => a.localeCompare(b)),
		files,
	};
}

function expectSame(): void {
	const [ours, reference] = account.sandbox.requests;
	if (!ours || !reference) throw new Error('Two requests should have arrived');
	expect(seen(ours)).toEqual(seen(reference));
}

it.each([
	['quotes', 'my "best" clip.mp4'],
	['umlauts', 'Übergrößenträger.mp4'],
	['an emoji', 'clip 🎬👩‍👩‍👧.mp4'],
	['line breaks', 'a\r\nContent-Type: text\r\n\r\nb.mp4'],
	['a percent sign', '100%22.mp4'],
	['another script', '動画.mp4'],
	['a lone line feed', 'a\nb.mp4'],
])('a file name with %s travels as in form-data', async (_what, fileName) => {
	await sendBoth({ fileName, content: Buffer.from('x'), tags: [], prompt: 'p', camera: 'c' });
	expect(account.sandbox.requests[0]?.files).toHaveLength(1);
	expectSame();
});

interface Sent {
	fileName: string;
	content: Buffer;
	tags: string[];
	prompt: string;
	camera: string;
}

async function sendBoth({ fileName, content, tags, prompt, camera }: Sent): Promise<void> {
	account.sandbox.reset();
	const item = await binaryItem({ content, fileName, mimeType: 'video/mp4' }, 'memory');
	item.json = { tags, prompt, camera };
	await runNode({
		parameters: {
			resource: 'video',
			operation: 'uploadFile',
			additionalFields: {
				tags: '={{ $json.tags }}',
				videoTranscriptionPrompt: '={{ $json.prompt }}',
				cameraModel: '={{ $json.camera }}',
			},
			options: { maxRetries: 0 },
		},
		items: [item],
		credentials: account.credentials(),
	});

	const form = new FormData();
	for (const tag of tags) form.append('tags', tag);
	form.append('video_transcription_prompt', prompt);
	form.append('camera_model', camera);
	form.append('file', content, { filename: fileName, contentType: 'video/mp4' });
	const { 'content-type': contentType = '' } = form.getHeaders() as Record<string, string>;
	await post('/serve/api/v1/upload', form.getBuffer(), contentType);
}

it('any file and fields of the node travel as in form-data', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.record({
				fileName: fileName.map((stem) => `${stem}.mp4`),
				content,
				tags: fc.array(value, { maxLength: 5 }),
				prompt: value,
				camera: value,
			}),
			async (sent) => {
				await sendBoth(sent);
				expectSame();
			},
		),
		{ numRuns: 60 },
	);
}, 30_000);

it('any names and values, empty ones too, are written as in form-data', async () => {
	const part = fc.oneof(
		fc.record({ name: text, value: text }),
		fc.record({
			name: text,
			fileName,
			content: fc.oneof(content, fc.constant(Buffer.alloc(0))),
		}),
	);
	await fc.assert(
		fc.asyncProperty(fc.array(part, { minLength: 1, maxLength: 6 }), async (parts) => {
			account.sandbox.reset();
			const mimeType = 'video/mp4';
			const ours = new MultipartBody(
				parts.map((given) =>
					'value' in given
						? [given.name, given.value]
						: [
								given.name,
								{
									fileName: given.fileName,
									mimeType,
									size: given.content.length,
									open: async () => await Promise.resolve(pieces(given.content)),
								},
							],
				),
			);
			const written: Uint8Array[] = [];
			for await (const chunk of ours.stream()) written.push(chunk);
			const body = Buffer.concat(written);
			expect(body.length).toBe(ours.size);
			await post('/serve/api/v1/upload', body, ours.type);

			const form = new FormData();
			for (const given of parts) {
				if ('value' in given) form.append(given.name, given.value);
				else {
					const { fileName: filename, content: bytes } = given;
					form.append(given.name, bytes, { filename, contentType: mimeType });
				}
			}
			const { 'content-type': contentType = '' } = form.getHeaders() as Record<string, string>;
			await post('/serve/api/v1/upload', form.getBuffer(), contentType);
			expectSame();
		}),
		{ numRuns: 150 },
	);
}, 30_000);

/** In pieces of odd length, as a stream may deliver them. */
async function* pieces(bytes: Buffer): AsyncGenerator<Uint8Array> {
	for (let start = 0; start < bytes.length; start += 7) {
		yield await Promise.resolve(bytes.subarray(start, start + 7));
	}
}
