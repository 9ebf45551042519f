import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = join(__dirname, '..', 'fixtures', 'api');

/** Text of a file of test/fixtures/api. */
export function wireExample(name: string): string {
	return readFileSync(join(folder, name), 'utf8');
}

/** Names of the files of test/fixtures/api that match. */
export function wireExamples(pattern: RegExp): string[] {
	const names = readdirSync(folder).filter((name) => pattern.test(name));
	if (names.length === 0) throw new Error(`No wire example matches ${String(pattern)}`);
	return names;
}
