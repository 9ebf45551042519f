import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectFolder } from '../n8n/folders.cjs';
import { runStep } from './run.cjs';

const REPOSITORY = 'someone/something';
const CHANGELOG = `# Changelog

## [Unreleased]

- Not yet

## [1.2.0] - 2026-12-01

### Added

- This

## [1.1.0] - 2026-11-30

- That

## [1.0.0]

- Without a date

## [0.9.0] - 2026-11-29

[1.2.0]: https://example.com
`;

let folder: string;

beforeAll(() => {
	folder = mkdtempSync(join(tmpdir(), 'release-'));
	writeFileSync(join(folder, 'CHANGELOG.md'), CHANGELOG);
});
afterAll(() => {
	rmSync(folder, { recursive: true });
});

/** What the script says of a tag where package.json has that version. */
async function release(command: string, tag: string, version: string, repository?: string) {
	const url = `git+https://github.com/${REPOSITORY}.git`;
	writeFileSync(join(folder, 'package.json'), JSON.stringify({ version, repository: { url } }));
	const script = join(projectFolder, 'scripts/release.mjs');
	const env: Record<string, string> =
		repository === undefined ? {} : { GITHUB_REPOSITORY: repository };
	return await runStep(`node ${script} ${command} ${tag}`, folder, env);
}

it('takes the tag of the version that package.json has', async () => {
	expect(await release('check', 'v1.2.0', '1.2.0', REPOSITORY)).toEqual({
		code: 0,
		output: 'v1.2.0 can be released\n',
	});
});

it.each([
	['of another version', 'v1.1.0', '1.2.0', /the tag must be v1\.2\.0/],
	['without its v', '1.2.0', '1.2.0', /the tag must be v1\.2\.0/],
	['that CHANGELOG.md says nothing of', 'v1.3.0', '1.3.0', /has no section .*\[1\.3\.0\]/],
	['that only looks like one there', 'v1.2', '1.2', /has no section/],
	['without a date there', 'v1.0.0', '1.0.0', /has no section/],
	['with an empty section', 'v0.9.0', '0.9.0', /says nothing under/],
])('refuses a tag %s', async (_what, tag, version, reason) => {
	for (const command of ['check', 'notes']) {
		const { code, output } = await release(command, tag, version);
		expect(output).toMatch(reason);
		expect(code).toBe(1);
	}
});

it('refuses to publish from another repository than the one that package.json names', async () => {
	const { code, output } = await release('check', 'v1.2.0', '1.2.0', 'someone/else');
	expect(output).toContain(`names the repository ${REPOSITORY}, and this is someone/else`);
	expect(code).toBe(1);
});

it('writes what CHANGELOG.md says of the version, and of no other', async () => {
	expect((await release('notes', 'v1.2.0', '1.2.0')).output).toBe('### Added\n\n- This\n');
	expect((await release('notes', 'v1.1.0', '1.1.0')).output).toBe('- That\n');
});

it('can release the version that package.json has now', async () => {
	const script = 'node scripts/release.mjs';
	const command = `${script} check "v$(node -p 'require("./package.json").version')"`;
	expect(await runStep(command, projectFolder)).toMatchObject({ code: 0 });
});
