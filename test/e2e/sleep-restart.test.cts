import type { BroughtN8n } from './bring-n8n.cjs';
import { bringOwnN8n, startAgain } from './own-n8n.cjs';
import { begin, endAndCallBack, fallAsleep, newLink, outputOf, uploading } from './sleep.cjs';
import { requestsTo, resetSandbox, setSandbox } from './sandbox.cjs';
import { world } from './world.cjs';

let own: BroughtN8n | undefined;

function brought(): BroughtN8n {
	if (!own) throw new Error('n8n did not start');
	return own;
}

beforeAll(async () => {
	await resetSandbox();
	await setSandbox({ indexAfterMs: 3_600_000, callbacks: 'none' });
	own = await bringOwnN8n(`e2e-sleep-${world().line}`);
});

afterAll(async () => {
	await own?.n8n.stop();
});

test('a callback wakes an execution that fell asleep before n8n was killed', async () => {
	const place = brought();
	const links = [newLink('a'), newLink('b')];
	const sleeper = await fallAsleep(links, { place });
	const late = await fallAsleep([newLink('late')], {
		place,
		waitOptions: { timeout: 0.01, onTimeout: 'continue' },
	});
	await place.n8n.kill();
	own = await startAgain(place);

	const [first = '', second = ''] = sleeper.videos;
	expect(await endAndCallBack(sleeper.resumeUrl, second)).toBe(200);
	expect((await place.client.execution(sleeper.id)).status).toBe('waiting');
	expect(await endAndCallBack(sleeper.resumeUrl, first)).toBe(200);
	const execution = await place.client.waitForExecution(sleeper.id);
	expect(execution.status).toBe('success');
	expect(outputOf(execution)).toMatchObject([
		{ videoNo: first, status: 'PARSE' },
		{ videoNo: second, status: 'PARSE' },
	]);

	// The time of the other one was over while n8n was down.
	expect(outputOf(await place.client.waitForExecution(late.id, 90_000))).toMatchObject([
		{ videoNo: late.videos[0], status: 'UNPARSE', timedOut: true },
	]);
});

test('an address too long to be called back is refused before anything is sent', async () => {
	const place = brought();
	await place.n8n.stop();
	own = await startAgain(place, { webhookUrl: `${place.n8nUrl}/${'long/'.repeat(60)}` });
	await resetSandbox();
	const id = await begin(uploading('callback'), [newLink()], { place });
	const { status, run } = await place.client.waitForExecution(id);
	expect(status).toBe('error');
	expect(run.error?.message).toMatch(/too long to be called back.*299/);
	expect(run.error?.description).toContain('WEBHOOK_URL');
	expect(await requestsTo('upload_url')).toEqual([]);
});
