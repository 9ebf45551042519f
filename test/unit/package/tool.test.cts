import type { INodeProperties } from 'n8n-workflow';
import { NodeHelpers } from 'n8n-workflow';
import { z } from 'zod';
import { MemoriesAi } from '../../../nodes/MemoriesAi/MemoriesAi.node';

const { description } = new MemoriesAi();

/** The node as n8n makes a tool of it. */
const tool = { ...description, name: `${description.name}Tool` };

/** What is on screen for a node that was just added. */
function shown(type: typeof description, values: Record<string, string>): INodeProperties[] {
	return type.properties.filter((property) =>
		NodeHelpers.displayParameter(values, property, { typeVersion: 1 }, type),
	);
}

function operationsOf(type: typeof description, resource: string): unknown[] {
	const [list, ...others] = shown(type, { resource }).filter(({ name }) => name === 'operation');
	expect(others).toEqual([]);
	return (list?.options ?? []).map((option) => 'value' in option && option.value);
}

it('in a workflow, all operations are there, in the order of use', () => {
	const operations = operationsOf(description, 'video');

	expect(operations.slice(0, 3)).toEqual(['uploadFile', 'uploadUrl', 'scrapePlatform']);
	expect(operations).toHaveLength(14);
});

it('in a tool, Upload URL is the first, and nothing is there that needs or gives files', () => {
	const operations = operationsOf(tool, 'video');

	expect(operations[0]).toBe('uploadUrl');
	for (const withFiles of ['uploadFile', 'searchByImage', 'findClips', 'download']) {
		expect(operations).not.toContain(withFiles);
	}
	expect(operationsOf(tool, 'image')).toEqual(['search']);
});

const all = description.properties
	.filter(({ name, displayOptions }) => name === 'operation' && !displayOptions?.show?.['@tool'])
	.flatMap(({ options = [], displayOptions }) =>
		options.map((option) => ({
			resource: z.string().parse(displayOptions?.show?.resource?.[0]),
			operation: 'value' in option ? String(option.value) : '',
		})),
	);

it.each(all)(
	'$resource $operation: each field is there once, in a workflow and in a tool',
	(values) => {
		for (const type of [description, tool]) {
			const names = shown(type, { ...values, library: 'private', searchIn: 'scenes' }).map(
				({ name }) => name,
			);
			expect(new Set(names).size).toBe(names.length);
		}
	},
);

it.each(all)('$resource $operation: the model is told what it is to fill in', (values) => {
	for (const { required, type, default: given, description: told } of shown(tool, values)) {
		if (!required || !['string', 'resourceLocator'].includes(type)) continue;
		const text = JSON.stringify(given);
		if (!text.includes('$fromAI')) continue;
		expect(text).toContain(told);
	}
});
