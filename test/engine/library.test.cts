import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';
import type { Video } from '../sandbox/state.cjs';
import { newVideo } from '../sandbox/resources/video/newVideo.cjs';
import { nodeName, runNode, type NodeOptions } from './harness.cjs';
import { useRewrittenReplies } from './rewrittenReplies.cjs';
import { linkOf, useSandbox } from './useSandbox.cjs';

const account = useSandbox();
const replies = useRewrittenReplies(account);

/** Puts a video into the library, indexed unless said otherwise. */
function add(videoNo: string, details: Partial<Video> = {}): void {
	account.sandbox.videos.push({
		...newVideo(videoNo, undefined, undefined),
		status: 'PARSE',
		...details,
	});
}

async function run(parameters: INodeParameters, options: Partial<NodeOptions> = {}) {
	return await runNode({ parameters, credentials: replies.credentials(), ...options });
}

/** Runs what has to succeed, and returns what came out of the node. */
async function succeed(
	parameters: INodeParameters,
	options?: Partial<NodeOptions>,
): Promise<INodeExecutionData[]> {
	const result = await run(parameters, options);
	expect(result.error).toBeUndefined();
	expect(result.status).toBe('success');
	return result.outputOf(nodeName);
}

describe('Get', () => {
	const get = { resource: 'video', operation: 'get' };

	it('puts out what is known of the video, as the API names it', async () => {
		add('VI606404158946574336', { tags: ['holiday'], capture: { camera_model: 'Canon EOS 5D' } });
		const output = await succeed(
			{ ...get, videoNo: '={{ $json.videoNo }}' },
			{
				items: [{ json: { videoNo: ' VI606404158946574336 ' } }],
			},
		);

		expect(account.onlyRequest()).toMatchObject({
			method: 'GET',
			path: '/serve/api/v1/get_metadata',
			query: [['video_no', 'VI606404158946574336']],
		});
		expect(output).toMatchObject([
			{
				json: {
					videoNo: 'VI606404158946574336',
					status: 'PARSE',
					duration: 12,
					camera_model: 'Canon EOS 5D',
					tags: ['holiday', 'api'],
				},
			},
		]);
		expect(output.map(linkOf)).toEqual([0]);
	});

	it('asks in the Unique ID that is given', async () => {
		add('VI1', { uniqueId: 'project 1' });
		const output = await succeed({
			...get,
			videoNo: 'VI1',
			additionalFields: { uniqueId: 'project 1' },
		});

		expect(account.onlyRequest().query).toEqual([
			['video_no', 'VI1'],
			['unique_id', 'project 1'],
		]);
		expect(output).toHaveLength(1);
	});

	it.each([
		[{}, /without a Unique ID/],
		[{ uniqueId: 'elsewhere' }, /Unique ID elsewhere/],
	])('names the video that was not found, and the scope %j', async (additionalFields, scope) => {
		add('VI1', { uniqueId: 'project 1' });
		const result = await run({ ...get, videoNo: 'VI1', additionalFields });

		expect(result.status).toBe('error');
		expect(result.error?.message).toBe('Video VI1 was not found');
		expect(result.error?.description).toMatch(scope);
	});

	it('with Continue On Fail, what is not found is an error and the rest comes out', async () => {
		add('VI1');
		const result = await run(
			{ ...get, videoNo: '={{ $json.no }}' },
			{ items: [{ json: { no: 'VI0' } }, { json: { no: 'VI1' } }], onError: 'continueErrorOutput' },
		);

		expect(result.outputOf(nodeName).map(linkOf)).toEqual([1]);
		expect(result.outputOf(nodeName, 1)).toMatchObject([
			{ json: { no: 'VI0', error: { message: 'Video VI0 was not found' } } },
		]);
	});

	it('is refused without a number', async () => {
		const result = await run({ ...get, videoNo: '={{ $json.missing }}' });

		expect(result.error?.message).toBe('Video Number is empty');
		expect(account.sandbox.requests).toEqual([]);
	});
});

const getAll = { resource: 'video', operation: 'getAll' };

function bodies(): unknown[] {
	return account.sandbox.requests.map(({ json }) => json);
}

function numbersOf(output: INodeExecutionData[]): unknown[] {
	return output.map(({ json }) => json.videoNo);
}

describe('Get Many', () => {
	function addMany(count: number): string[] {
		const numbers = Array.from({ length: count }, (_, index) => `VI${1000 + index}`);
		for (const videoNo of numbers) add(videoNo);
		// The newest comes first.
		return numbers.reverse();
	}

	const limits: Array<[there: number, limit: number, asked: Array<[page: number, size: number]>]> =
		[
			[0, 50, [[1, 50]]],
			[3, 50, [[1, 50]]],
			[60, 50, [[1, 50]]],
			[60, 1, [[1, 1]]],
			[250, 199, [[1, 199]]],
			[250, 200, [[1, 200]]],
			[
				450,
				201,
				[
					[1, 200],
					[2, 200],
				],
			],
			[
				450,
				450,
				[
					[1, 200],
					[2, 200],
					[3, 200],
				],
			],
			[
				250,
				1000,
				[
					[1, 200],
					[2, 200],
				],
			],
		];

	it.each(limits)('of %i videos at the most %i', async (there, limit, asked) => {
		const numbers = addMany(there);
		const output = await succeed({ ...getAll, returnAll: false, limit });

		expect(numbersOf(output)).toEqual(numbers.slice(0, limit));
		expect(bodies()).toEqual(asked.map(([page, size]) => ({ page, size })));
	});

	it.each([
		[0, 1],
		[1, 1],
		[200, 1],
		[201, 2],
		[450, 3],
	])('all of %i videos, in %i pages', async (there, pages) => {
		const numbers = addMany(there);
		const output = await succeed({ ...getAll, returnAll: true });

		expect(numbersOf(output)).toEqual(numbers);
		expect(bodies()).toEqual(
			Array.from({ length: pages }, (_, page) => ({ page: page + 1, size: 200 })),
		);
	});

	it('is 50 unless it is said', async () => {
		addMany(60);

		expect(await succeed(getAll)).toHaveLength(50);
	});

	it('puts out each video once, although one is uploaded between two pages', async () => {
		const numbers = addMany(300);
		replies.rewrite = (data, _endpoint, look) => {
			if (look === 1) add('VI9999');
			return data;
		};
		const output = await succeed({ ...getAll, returnAll: true });

		expect(numbersOf(output)).toEqual(numbers);
	});

	it('believes no count: where it is missing or a text, it asks until a page is empty', async () => {
		const numbers = addMany(250);
		replies.rewrite = (data) => ({ ...(data as object), total_count: 'null' });
		const output = await succeed({ ...getAll, returnAll: true });

		expect(numbersOf(output)).toEqual(numbers);
	});

	it('lists for each item, linked to it', async () => {
		add('VI1', { tags: ['a'] });
		add('VI2', { tags: ['b'] });
		const output = await succeed(
			{ ...getAll, filters: { tag: '={{ $json.tag }}' } },
			{ items: [{ json: { tag: 'b' } }, { json: { tag: 'a' } }, { json: { tag: 'c' } }] },
		);

		expect(numbersOf(output)).toEqual(['VI2', 'VI1']);
		expect(output.map(linkOf)).toEqual([0, 1]);
	});

	it.each(['={{ 0 }}', '={{ 1.5 }}', '={{ "many" }}', '={{ "" }}'])(
		'refuses the limit %s',
		async (limit) => {
			const result = await run({ ...getAll, limit });

			expect(result.error?.message).toMatch(/^Limit/);
			expect(account.sandbox.requests).toEqual([]);
		},
	);
});

describe('a filter of Get Many', () => {
	const taken = Date.UTC(2026, 9, 20, 11);
	const cases: Array<[filters: INodeParameters, sent: object]> = [
		[{}, {}],
		[{ cameraModel: 'Canon EOS 5D' }, { camera_model: 'Canon EOS 5D' }],
		[{ datetimeTaken: '2026-10-20T11:00:00Z' }, { datetime_taken: taken }],
		[{ folderId: '-1' }, { folder_id: -1 }],
		[
			{ latitude: 39.9, longitude: -116.4 },
			{ latitude: 39.9, longitude: -116.4 },
		],
		[
			{ latitude: 0, longitude: 0 },
			{ latitude: 0, longitude: 0 },
		],
		[{ status: 'FAILED' }, { status: 'FAILED' }],
		[{ status: 'PARSE' }, { status: 'PARSE' }],
		[{ status: 'UNPARSE' }, { status: 'UNPARSE' }],
		[{ tag: 'sea side' }, { tag: 'sea side' }],
		[{ uniqueId: 'project 1' }, { unique_id: 'project 1' }],
		[{ videoName: 'interview' }, { video_name: 'interview' }],
		[{ videoNos: 'VI1, VI2' }, { video_nos: ['VI1', 'VI2'] }],
		[{ videoNos: '={{ ["VI1"] }}' }, { video_nos: ['VI1'] }],
		[{ videoNos: '', tag: ' ' }, {}],
	];

	it.each(cases)('%j', async (filters, sent) => {
		await succeed({ ...getAll, filters });

		expect(account.onlyRequest()).toMatchObject({
			method: 'POST',
			path: '/serve/api/v1/list_videos',
			query: [],
		});
		expect(account.onlyRequest().json).toEqual({ ...sent, page: 1, size: 50 });
	});

	it('goes along with every page', async () => {
		for (let count = 0; count < 250; count++) add(`VI${count}`, { tags: ['a'] });
		add('VI999');
		const output = await succeed({ ...getAll, returnAll: true, filters: { tag: 'a' } });

		expect(output).toHaveLength(250);
		expect(bodies()).toEqual([
			{ tag: 'a', page: 1, size: 200 },
			{ tag: 'a', page: 2, size: 200 },
		]);
	});

	it('keeps every digit of a folder', async () => {
		await succeed({ ...getAll, filters: { folderId: '671631448308117504' } });

		expect(account.onlyRequest().body).toMatch(/"folder_id":\s*671631448308117504[,}]/);
	});

	// Berlin is two hours ahead of UTC on that day.
	it.each([
		['UTC', '2026-10-20 11:00:00', taken],
		['Europe/Berlin', '2026-10-20 13:00:00', taken],
		['Europe/Berlin', '2026-10-20T13:00:00', taken],
		['Europe/Berlin', '2026-10-20T11:00:00.000Z', taken],
		['Europe/Berlin', '={{ DateTime.fromISO("2026-10-20T11:00:00Z") }}', taken],
		['Europe/Berlin', `={{ ${taken} }}`, taken],
		['Europe/Berlin', `={{ ${taken / 1000} }}`, taken],
	])('Taken From, %s: %s is a whole number of milliseconds', async (timezone, given, sent) => {
		await succeed({ ...getAll, filters: { datetimeTaken: given } }, { timezone });

		expect(account.onlyRequest().json).toMatchObject({ datetime_taken: sent });
	});

	const refused: Array<[filters: INodeParameters, words: RegExp]> = [
		[{ latitude: 1 }, /^Latitude and Longitude/],
		[{ longitude: 1 }, /^Latitude and Longitude/],
		[{ latitude: 91, longitude: 1 }, /^Latitude/],
		[{ latitude: 1, longitude: 181 }, /^Longitude/],
		[{ uniqueId: 'a', folderId: '1' }, /^Unique ID and Folder ID/],
		[{ folderId: 'Holidays' }, /^Folder ID/],
		[{ folderId: '={{ 671631448308117504 }}' }, /^Folder ID.*digits/],
		[{ datetimeTaken: 'yesterday' }, /^Taken From/],
		[{ videoNos: '={{ [{}] }}' }, /^Video Numbers/],
	];

	it.each(refused)('%j is refused before anything is sent', async (filters, words) => {
		const result = await run({ ...getAll, filters });

		expect(result.error?.name).toBe('NodeOperationError');
		expect(result.error?.message).toMatch(words);
		expect(account.sandbox.requests).toEqual([]);
	});
});

it('a list that gets no answer is asked for again', async () => {
	add('VI1');
	account.sandbox.fault({ kind: 'status', status: 503, times: 1 });

	expect(numbersOf(await succeed(getAll))).toEqual(['VI1']);
	expect(account.sandbox.requests).toHaveLength(2);
});
