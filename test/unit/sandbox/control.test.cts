import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { type Sandbox, startSandbox } from '../../sandbox/sandbox.cjs';
import { type Answer, CLIP, envelope, form, get, postForm, postJson } from './client.cjs';

const SAMPLE = join(__dirname, '../../fixtures/clip.mp4');

let sandbox: Sandbox;
beforeEach(async () => {
	sandbox = await startSandbox({ indexAfterMs: 0, sampleFile: SAMPLE });
});
afterEach(() => sandbox.close());

function control(path: string): Promise<Answer> {
	return get(sandbox, `/_sandbox/${path}`, {});
}

async function read(path: string): Promise<unknown> {
	return JSON.parse((await control(path)).text);
}

it('shows requests and videos to another process, without a key and unrecorded', async () => {
	sandbox.settings.keepContent = true;
	await postForm(sandbox, '/serve/api/v1/upload', form([CLIP], [['tags', 'a']]));
	expect(await read('requests')).toMatchObject([
		{
			path: '/serve/api/v1/upload',
			fields: [['tags', 'a']],
			files: [{ content: Buffer.from('not really a video').toString('base64') }],
		},
	]);
	expect(await read('videos')).toMatchObject([{ status: 'PARSE', tags: ['a'] }]);
	expect(await read('callbacks')).toEqual([]);
	expect(sandbox.requests).toHaveLength(1);
});

it('changes settings, queues faults and resets', async () => {
	const changed = await postJson(sandbox, '/_sandbox/settings', { indexAfterMs: 77 });
	expect(changed.status).toBe(200);
	expect(sandbox.settings).toMatchObject({ indexAfterMs: 77, taskShape: 'videos' });
	await postJson(sandbox, '/_sandbox/fault', { kind: 'code', code: '0402' });
	expect(envelope(await get(sandbox, '/serve/api/v1/list_unique_ids')).code).toBe('0402');
	await postJson(sandbox, '/_sandbox/reset', {});
	expect(envelope(await get(sandbox, '/serve/api/v1/list_unique_ids')).code).toBe('0000');
	expect(sandbox.requests).toHaveLength(1);
});

it('leaves settings alone that a change does not name', async () => {
	await postJson(sandbox, '/_sandbox/settings', { keepContent: true });
	expect(sandbox.settings).toMatchObject({ indexAfterMs: 0, keepContent: true });
});

it('refuses settings and faults that it does not know', async () => {
	const setting = await postJson(sandbox, '/_sandbox/settings', { indexAfter: 1 });
	expect(setting.status).toBe(400);
	expect(setting.text).toContain('indexAfter');
	const fault = await postJson(sandbox, '/_sandbox/fault', { kind: 'explode' });
	expect(fault.status).toBe(400);
	expect(fault.text).toContain('kind');
});

it('serves the sample file', async () => {
	const response = await fetch(`${sandbox.url}/_sandbox/sample.mp4`);
	expect(response.headers.get('content-type')).toBe('video/mp4');
	expect(Buffer.from(await response.arrayBuffer())).toEqual(readFileSync(SAMPLE));
});

it('says that there is no sample file', async () => {
	await sandbox.close();
	sandbox = await startSandbox();
	expect((await control('sample.mp4')).status).toBe(404);
});

it('does not start with a wrong setting, or on a port in use', async () => {
	await expect(startSandbox({ indexAfterMs: -1 })).rejects.toThrow('indexAfterMs');
	await expect(startSandbox({ port: sandbox.port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
});
