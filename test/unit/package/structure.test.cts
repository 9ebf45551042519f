import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

import glob from 'fast-glob';
import ts from 'typescript';

const root = join(__dirname, '..', '..', '..');
const files = glob.sync(['nodes/**/*.ts', 'credentials/**/*.ts'], { cwd: root });

function textOf(file: string): string {
	return readFileSync(join(root, file), 'utf8');
}

function linesOf(file: string): number {
	return textOf(file).split('\n').length - 1;
}

/** The functions that a file declares, by name; those within others are its own business. */
function functionsOf(file: string): string[] {
	const source = ts.createSourceFile(file, textOf(file), ts.ScriptTarget.Latest);
	return source.statements.flatMap((statement) => {
		if (ts.isFunctionDeclaration(statement)) return statement.name?.text ?? [];
		if (!ts.isVariableStatement(statement)) return [];
		return statement.declarationList.declarations.flatMap(({ name, initializer }) =>
			initializer && ts.isArrowFunction(initializer) && ts.isIdentifier(name) ? name.text : [],
		);
	});
}

/** What occurs more than once, with each place where it does. */
function shared(pairs: Array<[name: string, file: string]>): string[] {
	const places = new Map<string, Set<string>>();
	for (const [name, file] of pairs) {
		places.set(name, (places.get(name) ?? new Set()).add(file));
	}
	return [...places]
		.filter(([, where]) => where.size > 1)
		.map(([name, where]) => `${name}: ${[...where].join(', ')}`);
}

it('there is something to look at', () => {
	expect(files.length).toBeGreaterThan(50);
	expect(files.flatMap(functionsOf).length).toBeGreaterThan(100);
});

it('no file is long, and most are short', () => {
	const lines = files.map(linesOf).sort((a, b) => a - b);
	expect(Math.max(...lines)).toBeLessThanOrEqual(250);
	expect(lines[Math.floor(lines.length / 2)]).toBeLessThanOrEqual(70);
});

it('no two files have one name', () => {
	// Named after what they hold, in each resource: its operations, its endpoints, its list of them.
	const named = files.filter((file) => !/(index|\.operation)\.ts$|\/endpoints\//.test(file));
	expect(shared(named.map((file) => [basename(file), file]))).toEqual([]);
});

it('no two functions have one name', () => {
	const functions = files.flatMap((file) =>
		functionsOf(file).map((name): [string, string] => [name, file]),
	);
	expect(shared(functions)).toEqual([]);
});
