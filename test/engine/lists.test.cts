import type { INodeExecutionData } from 'n8n-workflow';
import { afterSuccess, binaryItem, runNode } from './harness.cjs';
import { useSandbox } from './useSandbox.cjs';

const account = useSandbox();

const posts = [
	'https://www.instagram.com/p/DNu8_Fs4mSd/?list=a,b&x=1',
	'https://www.instagram.com/p/AAu8_Fs4mSd/',
];

describe('post URLs', () => {
	it.each([
		['lines', posts.join('\n')],
		['lines of Windows', posts.join('\r\n')],
		['lines with blanks and empty ones', `\n  ${posts.join('  \n\n ')}\n`],
		['commas', posts.join(', ')],
		['commas without a space', posts.join(',')],
		['an array from an expression', `={{ ${JSON.stringify(posts)} }}`],
		['JSON text from an expression', `={{ JSON.stringify(${JSON.stringify(posts)}) }}`],
	])('as %s', async (_form, videoUrls) => {
		const result = await runNode({
			parameters: { resource: 'video', operation: 'scrapePlatform', library: 'private', videoUrls },
			credentials: account.credentials(),
		});

		expect(result.error).toBeUndefined();
		expect(account.onlyRequest().json).toEqual({ video_urls: posts });
	});
});

describe('tags', () => {
	it.each([
		['lines', 'sea side\nbeach'],
		['commas', 'sea side,beach'],
		['commas with spaces and a last one', ' sea side , beach, '],
		['an array from an expression', '={{ ["sea side", "beach"] }}'],
	])('as %s', async (_form, tags) => {
		const result = await runNode({
			parameters: {
				resource: 'video',
				operation: 'uploadUrl',
				url: 'https://example.com/a.mp4',
				additionalFields: { tags },
			},
			credentials: account.credentials(),
		});

		expect(result.error).toBeUndefined();
		expect(account.onlyRequest().fields).toEqual([
			['url', 'https://example.com/a.mp4'],
			['tags', 'sea side'],
			['tags', 'beach'],
		]);
	});
});

describe('binary fields', () => {
	async function twoImages(): Promise<INodeExecutionData> {
		const image = async (fileName: string) =>
			await binaryItem(
				{ content: Buffer.from(fileName), fileName, mimeType: 'image/png' },
				'memory',
			);
		const [front, back] = [await image('front.png'), await image('back.png')];
		return { json: {}, binary: { ...rename('front', front), ...rename('back', back) } };
	}

	function rename(name: string, { binary }: INodeExecutionData) {
		if (!binary?.data) throw new Error('The item has no binary data');
		return { [name]: binary.data };
	}

	it.each([
		['lines', 'front\nback'],
		['commas', 'front, back'],
		['an array from an expression', '={{ ["front", "back"] }}'],
		['the names of all fields', '={{ Object.keys($binary) }}'],
	])('as %s', async (_form, binaryPropertyNames) => {
		const result = await runNode({
			parameters: { resource: 'image', operation: 'uploadImages', binaryPropertyNames },
			items: [await twoImages()],
			credentials: account.credentials(),
		});

		expect(result.error).toBeUndefined();
		expect(account.onlyRequest().files.map(({ filename }) => filename)).toEqual([
			'front.png',
			'back.png',
		]);
		expect(result.outputOf(afterSuccess)).toHaveLength(2);
	});
});
