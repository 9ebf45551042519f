import type { INodeParameters, INodeProperties } from 'n8n-workflow';

import { MemoriesAi } from '../../nodes/MemoriesAi/MemoriesAi.node';
import { wireExample } from '../unit/fixtures.cjs';
import { binaryItem, nodeName, runNode } from './harness.cjs';
import { useSandbox } from './useSandbox.cjs';

/** The parameter Output, in every operation that has it. */
const account = useSandbox();

interface OperationParameters extends INodeParameters {
	operation: string;
	resource?: string;
}

/** Each with a reply that has all of its fields, as the vendor prints it. */
const replies: Array<[title: string, parameters: OperationParameters, example: string]> = [
	['Get', { operation: 'get', videoNo: 'VI1' }, 'get_metadata.response.json'],
	['Search', { operation: 'search', query: 'a' }, 'search.response.by-clip.json'],
	[
		'Search (public)',
		{ operation: 'search', library: 'public', query: 'a' },
		'search_public.response.json',
	],
	[
		'Search by Image',
		{ operation: 'searchByImage', library: 'public', similarity: 0 },
		'search_public_similar_images.response.json',
	],
	[
		'Find Clips by Image',
		{ operation: 'findClips', videoNo: 'VI1', prompt: 'a' },
		'search_clips_by_image.response.json',
	],
	[
		'Search (images)',
		{ resource: 'image', operation: 'search', query: 'a' },
		'search.response.by-image.strings.json',
	],
];

/** What the operation puts out for the reply. */
async function outputOf(parameters: INodeParameters, example: string) {
	account.sandbox.fault({ kind: 'body', text: wireExample(example) });
	const image = { content: Buffer.from('an image'), fileName: 'a.png', mimeType: 'image/png' };
	const { error, ...result } = await runNode({
		parameters: { resource: 'video', ...parameters },
		items: [await binaryItem(image, 'memory')],
		credentials: account.credentials(),
	});
	expect(error).toBeUndefined();
	return result.outputOf(nodeName).map(({ json }) => json);
}

/** The things that a reply is about, best first. */
function thingsIn(example: string): object[] {
	type Thing = { score?: number };
	const { data } = JSON.parse(wireExample(example)) as { data: Thing | { item: Thing[] } };
	const things = Array.isArray(data) ? (data as Thing[]) : 'item' in data ? data.item : [data];
	return things.sort((a, b) => (b.score ?? 0) - (a.score ?? 0));
}

/** The choices of Fields, as the operation shows them. */
function choicesFor({ resource = 'video', operation }: OperationParameters): string[] {
	const isShown = ({ name, displayOptions }: INodeProperties) =>
		name === 'fields' &&
		displayOptions?.show?.resource?.includes(resource) &&
		displayOptions.show.operation?.includes(operation);
	const options = new MemoriesAi().description.properties.find(isShown)?.options ?? [];
	return options.flatMap((option) => ('value' in option ? String(option.value) : []));
}

describe.each(replies)('%s', (_title, parameters, example) => {
	it('is simplified unless it is said', async () => {
		const simplified = await outputOf({ ...parameters, output: 'simple' }, example);

		expect(await outputOf(parameters, example)).toEqual(simplified);
		expect(JSON.stringify(simplified)).not.toMatch(/bucket|blob/);
		expect(simplified[0]).not.toEqual({});
	});

	it('Raw is what Memories.ai sends', async () => {
		expect(await outputOf({ ...parameters, output: 'raw' }, example)).toEqual(thingsIn(example));
	});

	it('Selected Fields are those, and only those', async () => {
		const choices = choicesFor(parameters);
		const [all] = await outputOf({ ...parameters, output: 'fields', fields: choices }, example);
		expect(Object.keys(all ?? {}).length).toBeGreaterThan(3);

		for (const name of Object.keys(all ?? {})) {
			const [one] = await outputOf({ ...parameters, output: 'fields', fields: [name] }, example);
			expect(one).toEqual({ [name]: all?.[name] });
		}
	});

	it('Selected Fields have all that the reply has', async () => {
		const fields = choicesFor(parameters);
		const [all] = await outputOf({ ...parameters, output: 'fields', fields }, example);
		const values = Object.values(all ?? {}).map(String);

		for (const value of Object.values(thingsIn(example)[0] ?? {})) {
			expect(values).toContain(String(value));
		}
	});
});

it('fields may come as text from an expression', async () => {
	const parameters = { operation: 'search', query: 'a', output: 'fields' };
	const fields = '={{ "videoNo, startTime" }}';

	expect(await outputOf({ ...parameters, fields }, 'search.response.by-clip.json')).toEqual([
		{ videoNo: 'VI576925607808602112', startTime: 13 },
	]);
});

it.each(['simple', 'raw'])('Get Many, %s: every digit of what it has', async (output) => {
	const data = { videos: [{ video_no: 'VI1', size: '3284512', folder_id: 1, cause: 'null' }] };
	account.sandbox.fault({ kind: 'body', text: JSON.stringify({ code: '0000', data }) });
	const result = await runNode({
		parameters: { resource: 'video', operation: 'getAll', output },
		credentials: account.credentials(),
	});

	expect(result.outputOf(nodeName).map(({ json }) => json)).toEqual(
		output === 'raw' ? data.videos : [{ videoNo: 'VI1', size: 3284512 }],
	);
});
