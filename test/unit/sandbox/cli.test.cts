import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { get as httpsGet } from 'node:https';
import { join } from 'node:path';

import { startSandbox } from '../../sandbox/sandbox.cjs';
import { until } from './client.cjs';

const CLI = join(__dirname, '../../sandbox/cli.cts');

interface Run {
	child: ChildProcess;
	stdout(): string;
	stderr(): string;
	/** Exit code; null when ended by a signal. */
	ended: Promise<number | null>;
}

const runs: Run[] = [];
afterEach(async () => {
	for (const run of runs.splice(0)) {
		run.child.kill('SIGKILL');
		await run.ended;
	}
});

function start(...flags: string[]): Run {
	const child = spawn(process.execPath, ['--require', 'tsx/cjs', CLI, ...flags]);
	const output = { stdout: '', stderr: '' };
	child.stdout.on('data', (chunk: Buffer) => (output.stdout += chunk.toString()));
	child.stderr.on('data', (chunk: Buffer) => (output.stderr += chunk.toString()));
	const ended = once(child, 'close').then(() => child.exitCode);
	const run = { child, stdout: () => output.stdout, stderr: () => output.stderr, ended };
	runs.push(run);
	return run;
}

async function listening(run: Run): Promise<string> {
	while (!run.stdout().includes('\n')) {
		const more = run.child.stdout && once(run.child.stdout, 'data');
		await Promise.race([more, run.ended]);
		if (run.child.exitCode !== null) throw new Error(run.stderr());
	}
	return /https?:\S+/.exec(run.stdout())?.[0] ?? '';
}

it.each(['SIGINT', 'SIGTERM'] as const)(
	'runs with its flags, and ends cleanly on %s',
	async (signal) => {
		const fault = 'kind=code,code=0402,endpoint=list_unique_ids';
		const run = start('--port', '0', '--key', 'sk-mavi-cli', '--fault', fault);
		const url = await listening(run);
		expect(run.stdout()).toBe(`Memories.ai sandbox on ${url} with key sk-mavi-cli\n`);
		const answer = await fetch(`${url}/serve/api/v1/list_unique_ids`, {
			headers: { authorization: 'sk-mavi-cli' },
		});
		expect(await answer.json()).toMatchObject({ code: '0402' });
		run.child.kill(signal);
		expect(await run.ended).toBe(0);
		expect(run.stderr()).toBe('');
	},
);

it('ends although a video is being indexed and an answer is delayed, both for ten minutes', async () => {
	const run = start(
		'--port',
		'0',
		'--index-after',
		'600000',
		'--fault',
		'kind=delay,ms=600000,times=1',
	);
	const url = await listening(run);
	const headers = { authorization: 'sk-mavi-sandbox' };
	const cut = expect(fetch(`${url}/serve/api/v1/list_unique_ids`, { headers })).rejects.toThrow();
	const seen = async () => (await fetch(`${url}/_sandbox/requests`)).text();
	await until('the delayed request is there', async () =>
		(await seen()).includes('list_unique_ids'),
	);
	const uploaded = await fetch(`${url}/serve/api/v1/upload_url`, {
		method: 'POST',
		headers,
		body: new URLSearchParams({ url: 'https://a.example/b.mp4' }),
	});
	expect(await uploaded.json()).toMatchObject({ code: '0000' });
	run.child.kill('SIGTERM');
	expect(await run.ended).toBe(0);
	await cut;
});

it('speaks HTTPS over a slow line when told to', async () => {
	const run = start('--port', '0', '--tls', '--link-latency', '100', '--link-mbit', '1000');
	const url = await listening(run);
	expect(url).toMatch(/^https:/);
	const started = performance.now();
	const text = await new Promise<string>((resolve, reject) => {
		const options = { rejectUnauthorized: false, headers: { authorization: 'sk-mavi-sandbox' } };
		httpsGet(`${url}/serve/api/v1/list_unique_ids`, options, (response) => {
			response.on('data', (chunk: Buffer) => {
				resolve(chunk.toString());
			});
		}).on('error', reject);
	});
	expect(text).toContain('"0000"');
	// The least it can take: a round trip each for the connection, TLS and the request.
	expect(performance.now() - started).toBeGreaterThanOrEqual(297);
});

it.each([
	['an unknown flag', ['--prot', '1'], '--prot'],
	['a stray word', ['8787'], '8787'],
	['a bad port', ['--port', '70000'], '--port must be a whole number'],
	['a bad time', ['--index-after', '2s'], '--index-after must be a whole number'],
	['a line without width', ['--link-mbit', '0'], '--link-mbit must be at least 1'],
	['a bad round trip', ['--link-latency', '-5'], '--link-latency'],
	['an unknown fault', ['--fault', 'kind=explode'], '--fault kind=explode'],
	['a fault for nothing', ['--fault', 'kind=stall,endpoint=x'], 'endpoint'],
	['a missing sample', ['--sample', 'nowhere.mp4'], 'nowhere.mp4'],
])('explains %s in one line and exits with 2', async (_what, flags, says) => {
	const run = start(...flags);
	expect(await run.ended).toBe(2);
	expect(run.stdout()).toBe('');
	expect(run.stderr()).toContain(says);
	expect(run.stderr().trim().split('\n')).toHaveLength(1);
});

it('explains a port in use in one line and exits with 1', async () => {
	const other = await startSandbox();
	const run = start('--port', String(other.port));
	const code = await run.ended;
	await other.close();
	expect(code).toBe(1);
	expect(run.stderr()).toMatch(/^The port is in use[^\n]*\n$/);
});

it('shows every flag on --help', async () => {
	const run = start('--help');
	expect(await run.ended).toBe(0);
	for (const flag of ['--download-after', '--link-latency', '--link-mbit', '--tls']) {
		expect(run.stdout()).toContain(flag);
	}
});
