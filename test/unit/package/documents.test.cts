import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import glob from 'fast-glob';

import { resources } from '../../../nodes/MemoriesAi/actions';
import { schemaFileOf } from '../../engine/outputSchema.cjs';
import { documents } from '../../../scripts/docs.cjs';

const root = join(__dirname, '..', '..', '..');

it('the documents of the operations are current (npm run docs)', async () => {
	for (const [file, text] of await documents()) {
		expect([file, existsSync(join(root, file))]).toEqual([file, true]);
		expect(readFileSync(join(root, file), 'utf8')).toBe(text);
	}
});

it('there is a page for each resource, and no other', () => {
	const pages = glob.sync('docs/operations/*.md', { cwd: root });
	expect(pages.sort()).toEqual(resources.map(({ value }) => `docs/operations/${value}.md`).sort());
});

it('there is an output schema for each operation, and no other', () => {
	const schemas = glob.sync('nodes/MemoriesAi/__schema__/v1.0.0/*/*.json', { cwd: root });
	const wanted = resources.flatMap(({ value, operations }) =>
		operations.map((operation) => schemaFileOf(value, operation.value)),
	);
	expect(schemas.map((file) => join(root, file)).sort()).toEqual(wanted.sort());
});
