import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { resources } from '../../nodes/MemoriesAi/actions';
import type { Operation, Resource } from '../../nodes/MemoriesAi/actions/operation';
import { optionsProperty } from '../../nodes/MemoriesAi/parameters/options';
import { readSchema, schemaFileOf, waited } from '../../test/engine/outputSchema.cjs';
import { projectFolder } from '../../test/n8n/folders.cjs';
import { fieldsOf, fieldsWithin } from './fields.cjs';
import { blocks, sentence, tableOf } from './markdown.cjs';
import { outputOf } from './outputs.cjs';

/** The page that lists all operations. */
export function indexPage(): string {
	const rows = resources.flatMap((resource) =>
		resource.operations.map((operation) => [
			resource.name,
			`[${operation.name}](operations/${linkTo(resource, operation)})`,
			sentence(operation.description),
		]),
	);
	return blocks(
		'# Operations',
		'Every operation is in the **Memories.ai** node: choose a Resource, then an Operation. A field that you do not fill in is not sent.',
		tableOf(['Resource', 'Operation', 'What it does'], rows),
		'## Options',
		'Every operation has these, below its own fields.',
		fieldsOf(fieldsWithin(optionsProperty)),
	);
}

/** The page of a resource, with a section for each of its operations. */
export function resourcePage(resource: Resource): string {
	return blocks(
		`# ${resource.name}`,
		'[All operations](../operations.md)',
		...resource.operations.map((operation) => sectionOf(resource, operation)),
	);
}

/** The table in the README. */
export function readmeTable(): string {
	const rows = resources.map((resource) => [
		`**${resource.name}**`,
		resource.operations
			.map((operation) => `[${operation.name}](docs/operations/${linkTo(resource, operation)})`)
			.join(', '),
	]);
	return tableOf(['Resource', 'Operations'], rows);
}

function sectionOf(resource: Resource, operation: Operation): string {
	return blocks(
		`## ${operation.name}`,
		sentence(operation.description),
		pictureOf(resource, operation),
		operation.properties.length === 0
			? 'It has no fields of its own.'
			: fieldsOf(operation.properties),
		whatComesOut(operation),
		outputOf(readSchema(schemaFileOf(resource.value, operation.value))),
		afterWaiting(operation),
	);
}

function whatComesOut({ properties }: Operation): string {
	const has = (name: string) => properties.find((property) => property.name === name);
	const file = has('outputBinaryPropertyName');
	const always = file !== undefined && file.displayOptions === undefined;
	return [
		'**What comes out**',
		has('output') ? 'with **Output** Simplified' : '',
		always
			? `beside the file itself, which is in the field that **${file.displayName}** names`
			: '',
	]
		.filter((text) => text !== '')
		.join(', ')
		.concat(':');
}

function afterWaiting({ waits }: Operation): string {
	if (!waits || waits.always === true) return '';
	const names = Object.keys(waited).map((name) => `\`${name}\``);
	return `With **Wait For**, one item for each video, which also has what is known of ${names.join(', ')}.`;
}

/** As long as there is one. */
function pictureOf(resource: Resource, operation: Operation): string {
	const name = `pictures/operations/${resource.value}.${operation.value}`;
	if (!existsSync(join(projectFolder, 'docs', `${name}.light.png`))) return '';
	const alt = `The panel of ${resource.name}: ${operation.name}`;
	return `<picture><source media="(prefers-color-scheme: dark)" srcset="../${name}.dark.png"><img alt="${alt}" src="../${name}.light.png"></picture>`;
}

/** GitHub makes a heading's anchor so. */
function linkTo({ value }: Resource, { name }: Operation): string {
	return `${value}.md#${name.toLowerCase().replaceAll(' ', '-')}`;
}
