import fc from 'fast-check';
import FormData from 'form-data';
import type { IDataObject } from 'n8n-workflow';
import type { RequestRecord } from '../sandbox/recorder.cjs';
import { MultipartBody } from '../../nodes/MemoriesAi/transport/multipart';
import type { BinaryFile } from './binary.cjs';
import { exemptRequests } from '../vendor/everyRequest.cjs';
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

async function post(body: Buffer, contentType: string): Promise<void> {
	const reply = await fetch(`${account.sandbox.url}/serve/api/v1/upload`, {
		method: 'POST',
		headers: { authorization: account.sandbox.key, 'content-type': contentType },
		body: Uint8Array.from(body),
	});
	await reply.text();
}

async function postForm(form: FormData): Promise<void> {
	const { 'content-type': contentType = '' } = form.getHeaders() as Record<string, string>;
	await post(form.getBuffer(), contentType);
}

/** Uploads by the node, as the first request; a value that is missing in `json` is not sent. */
async function upload(file: BinaryFile, json: IDataObject = {}): Promise<void> {
	account.sandbox.reset();
	const item = await binaryItem(file, 'memory');
	await runNode({
		parameters: {
			resource: 'video',
			operation: 'uploadFile',
			additionalFields: {
				tags: '={{ $json.tags }}',
				videoTranscriptionPrompt: '={{ $json.prompt }}',
				cameraModel: '={{ $json.camera }}',
				uniqueId: '={{ $json.uniqueId }}',
			},
			options: { maxRetries: 0 },
		},
		items: [{ ...item, json }],
		credentials: account.credentials(),
	});
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
	await upload({ content, fileName, mimeType: 'video/mp4' }, { tags, prompt, camera });

	const form = new FormData();
	for (const tag of tags) form.append('tags', tag);
	form.append('video_transcription_prompt', prompt);
	form.append('camera_model', camera);
	form.append('file', content, { filename: fileName, contentType: 'video/mp4' });
	await postForm(form);
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
});

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
			const body = await bytesOf(ours);
			expect(body.length).toBe(ours.size);
			await post(body, ours.type);

			const form = new FormData();
			for (const given of parts) {
				if ('value' in given) form.append(given.name, given.value);
				else {
					const { fileName: filename, content: bytes } = given;
					form.append(given.name, bytes, { filename, contentType: mimeType });
				}
			}
			await postForm(form);
			expectSame();
			// The node has sent none of it, and the names are made up.
			exemptRequests();
		}),
		{ numRuns: 150 },
	);
});

async function bytesOf(body: MultipartBody): Promise<Buffer> {
	const written: Uint8Array[] = [];
	for await (const chunk of body.stream()) written.push(chunk);
	return Buffer.concat(written);
}

/** In pieces of odd length, as a stream may deliver them. */
async function* pieces(bytes: Buffer): AsyncGenerator<Uint8Array> {
	for (let start = 0; start < bytes.length; start += 7) {
		yield await Promise.resolve(bytes.subarray(start, start + 7));
	}
}

describe('nothing can break out of its part', () => {
	const evil = [
		...awkward,
		...[
			'\0',
			'\x1b',
			'\x7f',
			'\x85',
			'\u2028',
			'\ud800',
			'\udc00',
			'/',
			'../',
			'\\"',
			'\t',
			'%0D%0A',
			'"; name="',
		],
		...['\r\n\r\n', '\r\n--', 'Content-Disposition: form-data; name="evil"', '*=UTF-8'],
	];
	const anything = fc
		.array(fc.constantFrom(...evil), { maxLength: 12 })
		.map((parts) => parts.join(''));
	const filled = anything.map((given) => `${given.trim()}x`);

	/** What is no character becomes the sign for that, as in every text that is sent. */
	function onTheWire(given: string): string {
		return Buffer.from(given).toString();
	}

	/** As the sandbox's parser shows a file name; of two backslashes it takes one for a sign of quoting. */
	function escaped(given: string): string {
		return onTheWire(given)
			.replace(/\r/g, '%0D')
			.replace(/\n/g, '%0A')
			.replace(/"/g, '%22')
			.replace(/\\\\/g, '\\');
	}

	it('neither a file name nor a value', async () => {
		const sent = fc.record({
			fileName: filled,
			tags: fc.array(filled, { maxLength: 3 }),
			prompt: filled,
			// Longer ones are refused.
			camera: filled.filter((given) => given.length <= 200),
			uniqueId: filled,
		});
		await fc.assert(
			fc.asyncProperty(sent, async ({ fileName, tags, prompt, camera, uniqueId }) => {
				const file = {
					content: Buffer.from('a video'),
					fileName: `${fileName}.mp4`,
					mimeType: 'video/mp4',
				};
				await upload(file, { tags, prompt, camera, uniqueId });
				const { fields, files } = account.onlyRequest();

				expect(fields.sort()).toEqual(
					[
						['camera_model', camera],
						...tags.map((tag) => ['tags', tag]),
						['unique_id', uniqueId],
						['video_transcription_prompt', prompt],
					]
						.map(([name = '', value = '']) => [name, onTheWire(value)])
						.sort(),
				);
				expect(files).toMatchObject([
					{ field: 'file', filename: escaped(`${fileName}.mp4`), mimetype: 'video/mp4', size: 7 },
				]);
			}),
			{ numRuns: 150 },
		);
	});

	it('nor a MIME type', async () => {
		const mimeType = fc.oneof(
			anything,
			anything.map((given) => `video/${given}`),
			anything.map((given) => `video/mp4${given}`),
			anything.map((given) => `video/mp4;${given}`),
			fc.constantFrom('__proto__', 'constructor', 'video/__proto__', 'VIDEO/MP4', 'video/x-a+b.c'),
		);
		await fc.assert(
			fc.asyncProperty(mimeType, async (given) => {
				await upload({ content: Buffer.from('a video'), fileName: 'a.mp4', mimeType: given });
				const { fields, files, complete } = account.onlyRequest();

				expect(complete).toBe(true);
				expect(fields).toEqual([]);
				expect(files).toEqual([
					expect.objectContaining({
						field: 'file',
						filename: 'a.mp4',
						mimetype: expect.stringMatching(/^video\/[-\w.+!#$&^]+$/) as string,
						size: 7,
					}),
				]);
			}),
			{ numRuns: 150 },
		);
	});

	it('nor anything else that claims to be a file', async () => {
		const part = fc.record({ name: anything, fileName: anything, mimeType: anything });
		await fc.assert(
			fc.asyncProperty(fc.array(part, { minLength: 1, maxLength: 4 }), async (parts) => {
				account.sandbox.reset();
				const body = new MultipartBody(
					parts.map(({ name, ...file }) => [
						`n${name}`,
						{ ...file, size: 1, open: async () => await Promise.resolve(pieces(Buffer.from('x'))) },
					]),
				);
				const text = (await bytesOf(body)).toString();
				const [, boundary = ''] = body.type.split('boundary=');

				expect(text.split(`--${boundary}`)).toHaveLength(parts.length + 2);
				for (const header of text.split(`--${boundary}\r\n`).slice(1)) {
					expect(header.split('\r\n').slice(0, 4)).toEqual([
						expect.stringMatching(
							/^Content-Disposition: form-data; name="[^"\r\n]*"; filename="[^"\r\n]*"$/,
						),
						expect.stringMatching(/^Content-Type: [^\r\n]*$/),
						'',
						'x',
					]);
				}
			}),
		);
	});

	it.each([
		['10,000 characters', `${'x'.repeat(10_000)}.mp4`],
		['a path', '/etc/../../a/./b/clip.mp4'],
		['a path of Windows', 'C:\\temp\\clip.mp4'],
		['an extension that all objects have', 'clip.constructor.mp4'],
		['blanks', 'a b\u00a0c\u3000d.mp4'],
		['a text that turns around', 'a\u202egpj.mp4'],
	])('a file name with %s comes as it is', async (_what, fileName) => {
		await upload({ content: Buffer.from('a video'), fileName, mimeType: 'video/mp4' });

		expect(account.onlyRequest().files).toMatchObject([{ filename: fileName }]);
	});

	it.each(['clip.constructo', 'clip.valueof'])(
		'the name %s is not that of a video',
		async (fileName) => {
			await upload({ content: Buffer.from('a video'), fileName, mimeType: 'video/mp4' });

			expect(account.sandbox.requests).toEqual([]);
		},
	);
});
