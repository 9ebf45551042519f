import { openAsBlob } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fastify from 'fastify';
import { parseSync } from 'subtitle';
import { z } from 'zod';
import { projectFolder } from '../n8n/folders.cjs';
import { readWorkflow } from '../n8n/workflows.cjs';
import { importExample } from './example.cjs';
import { callBack } from './post.cjs';
import { addVideo, indexedVideo, requestsTo, resetSandbox } from './sandbox.cjs';
import { allOf, say, textIn } from './visit-chat.cjs';
import { world } from './world.cjs';

const { client, filesFolder } = world();

beforeEach(resetSandbox);

/** Sends what a form is filled in with, field by field. */
async function submit(
	formUrl: string,
	...fields: Array<(answers: FormData, name: string) => void>
) {
	const answers = new FormData();
	fields.forEach((fill, index) => {
		fill(answers, `field-${index}`);
	});
	expect((await fetch(formUrl, { method: 'POST', body: answers })).ok).toBe(true);
}

test('every example can be imported as it is, and n8n has all of its nodes', async () => {
	const folder = join(projectFolder, 'examples');
	const known = new Set((await client.nodeTypes()).map(({ name }) => name));
	for (const name of await readdir(folder)) {
		if (!name.endsWith('.json')) continue;
		const file = await readWorkflow(join(folder, name));
		const { nodes } = await client.createWorkflow(file);
		expect([name, nodes.filter(({ type }) => !known.has(type))]).toEqual([name, []]);
	}
});

test('Upload, wait, then continue: sleeps, and goes on with the metadata', async () => {
	const { workflow, publish } = await importExample('upload-wait-continue.json');
	const formUrl = await publish();
	const video = await openAsBlob(join(filesFolder, 'clip.mp4'), { type: 'video/mp4' });
	await submit(formUrl, (answers, name) => {
		answers.append(name, video, 'clip.mp4');
	});

	const [ended] = await client.waitForExecutions(workflow.id, 1);
	expect(ended?.run.error).toBeUndefined();
	const results = ended?.run.output('Video is ready').map(({ json }) => json);
	expect(results).toEqual([
		expect.objectContaining({ videoNo: expect.stringMatching(/^VI\d+$/) as string, seconds: 12 }),
	]);
});

test('Scrape a creator every night: waits for the videos, and lists the new ones', async () => {
	const { workflow } = await importExample('nightly-creator-scrape.json');
	const execution = await client.runToEnd(workflow, 'Every night at 3:00');
	expect(execution.run.error).toBeUndefined();
	const listed = execution.run.output('List of new videos').map(({ json }) => json.videoNo);
	expect(new Set(listed).size).toBe(10);
});

describe('Ask your library from a chat', () => {
	const question = z.object({
		prompt: z.string(),
		video_nos: z.array(z.string()),
		session_id: z.string().optional(),
	});

	/** As its notes say, for others to ask than those who log in to n8n. */
	async function publicChat() {
		const { workflow, publish } = await importExample('ask-your-library-from-a-chat.json', {
			parameters: { Chat: { public: true } },
		});
		return { workflow, url: await publish() };
	}

	test('streams an answer about all indexed videos, and goes on with the conversation of its chat', async () => {
		const videos = [await addVideo({}), await addVideo({})];
		await addVideo({ status: 'FAILED' });
		const { workflow, url } = await publicChat();
		const ask = async (prompt: string, visitor: string, before: number) => {
			const chunks = await allOf(say(url, prompt, visitor));
			// What belongs to the conversation is kept when the execution ends.
			for (const { status, run } of await client.waitForExecutions(workflow.id, before + 1)) {
				expect([status, run.error?.message]).toEqual(['success', undefined]);
			}
			return chunks;
		};
		const first = await ask('When does a door open?', 'Ann', 0);
		await ask('And who opens it?', 'Ann', 1);
		await ask('Is there a dog?', 'Ben', 2);
		await ask('And when does it close?', 'Ann', 3);

		expect(first.filter(({ type }) => type === 'item').length).toBeGreaterThan(5);
		expect(textIn(first)).toBe('You asked: When does a door open? The door opens at 0:23.');
		const asked = (await requestsTo('chat_stream')).map(({ json }) => question.parse(json));
		expect(asked.map(({ prompt }) => prompt)).toEqual([
			'When does a door open?',
			'And who opens it?',
			'Is there a dog?',
			'And when does it close?',
		]);
		for (const { video_nos: videoNos } of asked) expect(new Set(videoNos)).toEqual(new Set(videos));
		const [begun, goneOn, other, later] = asked.map(({ session_id: sessionId }) => sessionId);
		expect([begun, other]).toEqual([undefined, undefined]);
		expect(goneOn).toMatch(/^\d+$/);
		expect(later).toBe(goneOn);
	});

	test('says so where there is no video to ask about', async () => {
		const { url } = await publicChat();
		const chunks = await allOf(say(url, 'When does a door open?'));

		expect(chunks.at(-1)).toMatchObject({
			type: 'error',
			content: expect.stringContaining('Enter the videoNo of at least one upload') as string,
		});
		expect(await requestsTo('chat_stream')).toEqual([]);
	});
});

test('Subtitles for every new video: a callback becomes a subtitle file', async () => {
	const { workflow, publish } = await importExample('subtitles-for-every-new-video.json', {
		parameters: {
			'Save subtitles': { fileName: `=${join(filesFolder, '{{ $json.videoNo }}.srt')}` },
		},
	});
	const url = await publish();
	const spoken = await addVideo({
		speech: [
			{ start: 0, end: 7, content: 'Who is there?' },
			{ start: 7, end: 12, content: 'A door opens.' },
		],
	});
	const silent = await addVideo({ speech: [] });
	for (const videoNo of [spoken, silent]) expect(await callBack(url, videoNo)).toBe(200);

	const ended = await client.waitForExecutions(workflow.id, 2);
	expect(ended.map(({ status }) => status)).toEqual(['success', 'success']);
	const without = ended.flatMap(({ run }) => run.output('No subtitles').map(({ json }) => json));
	expect(without).toEqual([
		{ videoNo: silent, reason: expect.stringContaining('has no speech') as string },
	]);
	const file = await readFile(join(filesFolder, `${spoken}.srt`), 'utf8');
	const cues = parseSync(file).map(({ data }) => data);
	expect(cues).toEqual([
		expect.objectContaining({ start: 0, end: 7000, text: 'Who is there?' }),
		expect.objectContaining({ start: 7000, end: 12000, text: 'A door opens.' }),
	]);
});

describe('Find a scene and post it', () => {
	const channel = fastify();
	let posted: unknown[] = [];
	let address = '';
	beforeAll(async () => {
		channel.post('/hooks/ours', ({ body }) => {
			posted.push(body);
			return 'ok';
		});
		address = await channel.listen({ host: '127.0.0.1', port: 0 });
	});
	beforeEach(() => {
		posted = [];
	});
	afterAll(async () => {
		await channel.close();
	});

	async function searchFor(scene: string) {
		const { workflow, publish } = await importExample('find-a-scene-and-post-it.json', {
			parameters: { 'Post to the channel': { url: `${address}/hooks/ours` } },
		});
		await submit(await publish(), (answers, name) => {
			answers.append(name, scene);
		});
		const [ended] = await client.waitForExecutions(workflow.id, 1);
		expect([ended?.status, ended?.run.error?.message]).toEqual(['success', undefined]);
	}

	test('the places found are one message, best first', async () => {
		const harbour = await addVideo({ videoName: 'Harbour', tags: ['boat'] });
		const ocean = await addVideo({ videoName: 'Voyage', tags: ['boat', 'ocean'] });
		await addVideo({ videoName: 'Kitchen' });
		await searchFor('boat ocean');

		expect(posted).toEqual([
			{
				text: `Found for "boat ocean":
1. 0:00 to 0:06 in Voyage (${ocean})
2. 0:00 to 0:06 in Harbour (${harbour})`,
			},
		]);
	});

	test('nothing is posted where nothing is found', async () => {
		await indexedVideo();
		await searchFor('boat');

		expect(posted).toEqual([]);
		expect(await requestsTo('search')).toHaveLength(1);
	});
});

test('Delete failed videos of last month: those and no others, in one request', async () => {
	const middleOf = (monthsAgo: number) => {
		const now = new Date();
		return Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - monthsAgo, 15);
	};
	const wanted = [
		await addVideo({ status: 'FAILED', createTime: middleOf(1) }),
		await addVideo({ status: 'FAILED', createTime: middleOf(1) + 1 }),
	];
	await addVideo({ status: 'PARSE', createTime: middleOf(1) });
	await addVideo({ status: 'FAILED', createTime: middleOf(2) });
	await addVideo({ status: 'FAILED', createTime: Date.now() });
	const { workflow } = await importExample('delete-failed-videos-of-last-month.json', {
		settings: { timezone: 'UTC' },
	});
	const execution = await client.runToEnd(workflow, 'First of the month');

	expect(execution.run.error).toBeUndefined();
	const requests = await requestsTo('delete_videos');
	expect(requests).toHaveLength(1);
	expect(z.array(z.string()).parse(requests[0]?.json).sort()).toEqual([...wanted].sort());
	const deleted = execution.run.output('Delete').map(({ json }) => json);
	expect(deleted).toHaveLength(2);
	expect(deleted).toEqual(
		expect.arrayContaining(wanted.map((videoNo) => ({ deleted: true, videoNo }))),
	);
});
