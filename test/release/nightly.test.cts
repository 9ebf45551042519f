import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectFolder } from '../n8n/folders.cjs';
import { runStep } from './run.cjs';

let folder: string;

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'nightly-'));
});
afterEach(() => {
	rmSync(folder, { recursive: true });
});

function installed(version: string): void {
	const n8n = join(folder, '.n8n-local/n8n-newest/node_modules/n8n');
	mkdirSync(n8n, { recursive: true });
	writeFileSync(join(n8n, 'package.json'), JSON.stringify({ version }));
}

/** As jest writes it with --json. */
function report(...assertionResults: Array<{ status: string; fullName: string }>): void {
	const passed = { status: 'passed', name: 'a.test', message: '', assertionResults: [] };
	const status = assertionResults.some((one) => one.status === 'failed') ? 'failed' : 'passed';
	const testResults = [passed, { status, name: 'b.test', message: '', assertionResults }];
	writeFileSync(join(folder, 'report.json'), JSON.stringify({ testResults }));
}

async function nightly() {
	const command = `node ${join(projectFolder, 'scripts/nightly.mjs')} report.json`;
	const summary = join(folder, 'summary');
	const ended = await runStep(command, folder, { GITHUB_STEP_SUMMARY: summary });
	return { ...ended, summary: readFileSync(summary, 'utf8') };
}

it('names the version of n8n and each test that failed with it', async () => {
	installed('9.8.7');
	report(
		{ status: 'passed', fullName: 'uploads' },
		{ status: 'failed', fullName: 'sleeps 100% of the time' },
	);
	const { code, output, summary } = await nightly();
	expect(output).toContain('::error title=n8n 9.8.7::sleeps 100%25 of the time\n');
	expect(output).not.toContain('uploads');
	expect(summary).toBe('n8n 9.8.7: 1 did not work\n- sleeps 100% of the time\n');
	expect(code).toBe(1);
});

it('says that everything works', async () => {
	installed('9.8.7');
	report({ status: 'passed', fullName: 'uploads' });
	expect(await nightly()).toMatchObject({ code: 0, summary: 'n8n 9.8.7: everything works\n' });
});

it('names a file whose tests could not be run', async () => {
	installed('9.8.7');
	const broken = {
		status: 'failed',
		name: 'c.test',
		message: 'no such node',
		assertionResults: [],
	};
	writeFileSync(join(folder, 'report.json'), JSON.stringify({ testResults: [broken] }));
	expect(await nightly()).toMatchObject({
		code: 1,
		summary: 'n8n 9.8.7: 1 did not work\n- c.test: no such node\n',
	});
});

it('says when n8n could not be installed, or no test was reached', async () => {
	const { code, output } = await nightly();
	expect(output).toMatch(/::error title=The newest n8n, which could not be installed::No test was/);
	expect(code).toBe(1);
});
