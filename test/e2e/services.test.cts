import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { localFolder } from '../n8n/folders.cjs';
import { type Postgres, startPostgres } from '../n8n/postgres.cjs';
import { until } from '../n8n/until.cjs';
import type { StoredCredential, StoredWorkflow } from '../n8n/workflows.cjs';
import { type BucketServer, startBucket } from '../services/bucket.cjs';
import { type FeedServer, startFeed } from '../services/feed.cjs';
import { type MailServer, startMail } from '../services/mail.cjs';
import { chain, node, START, start, withCredential } from './build-workflow.cjs';
import { importExample } from './example.cjs';
import { queueFault, requestsTo, resetSandbox, sizeOf, videoOf } from './sandbox.cjs';
import { world } from './world.cjs';

/** The examples that work with other services, each with a real server of that kind. */
const { client, filesFolder, line } = world();

beforeEach(resetSandbox);

const hashOf = (content: Buffer) => createHash('sha256').update(content).digest('hex');

/** The same video with so many bytes more, which players do not mind. */
const longer = (video: Buffer, bytes: number) => Buffer.concat([video, Buffer.alloc(bytes)]);

describe('New files of a bucket, with the results in PostgreSQL', () => {
	let bucket: BucketServer;
	let postgres: Postgres;
	let credentials: StoredCredential[];
	let database: StoredCredential;
	let workflow: StoredWorkflow;
	let clip: Buffer;

	beforeAll(async () => {
		bucket = await startBucket();
		postgres = await startPostgres(join(localFolder, `e2e-${line}`));
		clip = await readFile(join(filesFolder, 'clip.mp4'));
		const { host, port, user, password, database: name } = postgres;
		database = await client.saveCredential('postgres', 'Database of the tests', {
			host,
			port,
			user,
			password,
			database: name,
			ssl: 'disable',
			sshTunnel: false,
		});
		const account = await client.saveCredential('s3', 'Bucket of the tests', bucket.account);
		credentials = [account, database];
	});
	afterAll(async () => {
		await postgres.stop();
		await bucket.close();
	});

	async function run() {
		const execution = await client.runToEnd(workflow, 'Every 15 minutes', 120_000);
		expect([execution.status, execution.run.error?.message]).toEqual(['success', undefined]);
	}

	/** Of the videos of these rows, in bytes. */
	async function sizesOf(of: Array<Record<string, unknown>>) {
		return await Promise.all(of.map(({ video_no: videoNo }) => sizeOf(String(videoNo))));
	}

	/** What stands in the table. */
	async function rows() {
		const query =
			'SELECT file, video_no, status, seconds, reason FROM memories_videos ORDER BY file';
		const read = node('Read', 'n8n-nodes-base.postgres', 2.6, {
			operation: 'executeQuery',
			query,
			options: {},
		});
		const file = chain('Rows', start(), withCredential(read, database));
		const execution = await client.runToEnd(await client.createWorkflow(file), START);
		return execution.run.output('Read').map(({ json }) => json);
	}

	test('each file is uploaded once, and its row says what became of it', async () => {
		const imported = await importExample('new-files-of-a-bucket-into-postgres.json', {
			credentials,
			parameters: {
				'Files of the bucket': { bucketName: bucket.bucket },
				Download: { bucketName: bucket.bucket },
			},
		});
		({ workflow } = imported);
		const files = { 'beach.mp4': clip, 'party, day 1.mp4': longer(clip, 1) };
		for (const [key, content] of Object.entries(files)) await bucket.put(key, content);
		await bucket.put('notes.txt', Buffer.from('no video'));
		await run();

		const indexed = {
			video_no: expect.stringMatching(/^VI\d+$/) as string,
			status: 'PARSE',
			seconds: '12',
			reason: null,
		};
		const first = await rows();
		expect(first).toEqual([
			{ file: 'beach.mp4', ...indexed },
			{ file: 'party, day 1.mp4', ...indexed },
		]);
		const uploaded = (await requestsTo('upload')).flatMap(({ files: sent }) => sent);
		expect(uploaded.map(({ sha256 }) => sha256).sort()).toEqual(
			Object.values(files).map(hashOf).sort(),
		);
		expect(await sizesOf(first)).toEqual(Object.values(files).map(({ length }) => length));

		// Of the two that come, one is refused.
		const further = [longer(clip, 2), longer(clip, 3)];
		await bucket.put('morning.mp4', further[0] ?? clip);
		await bucket.put('sunset.mp4', further[1] ?? clip);
		const refusal = { kind: 'code', code: '0402', msg: 'Not enough credits' } as const;
		await queueFault({ ...refusal, endpoint: 'upload', times: 1 });
		await run();
		const second = await rows();
		expect(second.filter(({ file }) => String(file) in files)).toEqual(first);
		expect(second.filter(({ status }) => status === 'refused')).toEqual([
			{
				file: expect.stringMatching(/^(morning|sunset)\.mp4$/) as string,
				video_no: null,
				status: 'refused',
				seconds: null,
				reason: expect.stringContaining('Not enough credits') as string,
			},
		]);
		const taken = second.filter(
			({ file, status }) => !(String(file) in files) && status === 'PARSE',
		);
		const [size] = await sizesOf(taken);
		expect(taken).toEqual([{ file: expect.any(String) as string, ...indexed }]);
		expect(size).toBe(further[taken[0]?.file === 'morning.mp4' ? 0 : 1]?.length);
		expect(await requestsTo('upload')).toHaveLength(4);

		await run();
		expect(await rows()).toEqual(second);
		expect(await requestsTo('upload')).toHaveLength(4);
	});
});

describe('New posts of a feed, with a digest by email', () => {
	let feed: FeedServer;
	let mail: MailServer;

	const link = (id: string) => `https://www.youtube.com/watch?v=${id}&feature=feed`;
	const old = { title: 'Long ago', link: link('T2ThsydNQaM'), published: Date.now() - 86_400_000 };

	beforeAll(async () => {
		feed = await startFeed(old);
		mail = await startMail();
	});
	afterAll(async () => {
		await feed.close();
		await mail.close();
	});

	test('new posts are scraped once, and a mail says what happens in them', async () => {
		const account = await client.saveCredential('smtp', 'Mail of the tests', mail.account);
		const { workflow } = await importExample('new-posts-of-a-feed-by-email.json', {
			credentials: [account],
			parameters: {
				'New posts': { feedUrl: feed.url, pollTimes: { item: [{ mode: 'everyMinute' }] } },
				Digest: { toEmail: 'Ann <ann@example.com>' },
			},
		});
		await client.activate(workflow);
		// Once it is published, n8n looks at what is there already.
		expect(await until(() => feed.fetched > 0, 60_000)).toBe(true);
		const published = Date.now();
		feed.posts = [
			{ title: 'How to paint a door', link: link('aqz-KE-bpKQ'), published },
			{ title: 'A boat & the ocean', link: link('eRsGyueVLvQ'), published: published + 1000 },
			old,
		];
		// n8n looks once a minute at the most.
		expect(await until(() => mail.received.length > 0, 180_000)).toBe(true);
		await client.deactivate(workflow);

		const [ended, ...others] = await client.waitForExecutions(workflow.id, 1);
		expect([ended?.status, ended?.run.error?.message, others]).toEqual(['success', undefined, []]);
		const scraped = await requestsTo('scraper_url');
		expect(scraped).toMatchObject([
			{ json: { video_urls: [link('aqz-KE-bpKQ'), link('eRsGyueVLvQ')] } },
		]);
		const videos = await Promise.all([link('aqz-KE-bpKQ'), link('eRsGyueVLvQ')].map(videoOf));
		const [digest, ...more] = mail.received;
		expect(more).toEqual([]);
		expect(digest?.from?.text).toBe('digest@example.com');
		expect(digest?.to).toMatchObject({ value: [{ name: 'Ann', address: 'ann@example.com' }] });
		expect(digest?.subject).toBe('New videos: 2');
		for (const part of [
			'The door opens at 0:23.',
			`How to paint a door: ${link('aqz-KE-bpKQ')}`,
			`A boat & the ocean: ${link('eRsGyueVLvQ')}`,
			...videos,
		]) {
			expect(digest?.text).toContain(part);
		}
		expect(digest?.text).not.toContain('Long ago');
	});
});
