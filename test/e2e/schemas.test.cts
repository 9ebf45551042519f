import { readFileSync } from 'node:fs';

import { resources } from '../../nodes/MemoriesAi/actions';
import { MemoriesAiTrigger } from '../../nodes/MemoriesAi/MemoriesAiTrigger.node';
import { schemaFileOf, triggerSchemaFile } from '../engine/outputSchema.cjs';
import { world } from './world.cjs';

const { n8nUrl } = world();

const each = resources.flatMap(({ value: resource, operations }) =>
	operations.map((operation): [string, string] => [resource, operation.value]),
);

async function expectServed(path: string, file: string): Promise<void> {
	// As n8n's editor asks for it before the first run.
	const reply = await fetch(`${n8nUrl}/schemas/n8n-nodes-memories-ai.${path}.json`);
	expect(reply.status).toBe(200);
	const schema: unknown = JSON.parse(readFileSync(file, 'utf8'));
	expect(await reply.json()).toEqual(schema);
}

test.each(each)('the editor gets the output schema of %s: %s', async (resource, operation) => {
	const path = `memoriesAi/1.0.0/${resource}/${operation}`;
	await expectServed(path, schemaFileOf(resource, operation));
});

test('the editor gets the output schema of the trigger', async () => {
	const version = Number(new MemoriesAiTrigger().description.version);
	await expectServed(`memoriesAiTrigger/${version}.0.0`, triggerSchemaFile(version));
});
