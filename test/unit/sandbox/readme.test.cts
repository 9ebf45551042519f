import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { endpoints } from '../../sandbox/endpoints.cjs';

const text = readFileSync(join(__dirname, '../../sandbox/README.md'), 'utf8');

/** The paths that the README names: of each entry of its list the folder, and the calls in it. */
function namedPaths(): string[] {
	const [, section = ''] = /## What it serves\n(.*?)\n## /s.exec(text) ?? [];
	return section.split('\n').flatMap((line) => {
		const [, folder, calls = ''] = /^- `(\/[^`]+\/)`[^:]*: (.*)$/.exec(line) ?? [];
		if (folder === undefined) return [];
		return [...calls.matchAll(/`([^`]+)`/g)].map(([, call = '']) => folder + call);
	});
}

it('the README names every call of the stand-in, and no other', () => {
	expect(namedPaths().sort()).toEqual(endpoints.map(({ path }) => path).sort());
});
