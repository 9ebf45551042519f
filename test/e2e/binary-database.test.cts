import { z } from 'zod';

import type { BroughtN8n } from './bring-n8n.cjs';
import { chain, start, START } from './build-workflow.cjs';
import {
	cameFromName,
	eachOperation,
	expectEachOnce,
	inputOf,
	ITEMS,
	underTest,
} from './each-operation.cjs';
import { bringOwnN8n } from './own-n8n.cjs';
import { resetSandbox, setSandbox } from './sandbox.cjs';
import { world } from './world.cjs';

const { line } = world();

const stored = z.object({ binary: z.object({ data: z.object({ id: z.string() }) }) });

/** n8n 1 keeps no files there. */
const sinceN8n2 = line === '2' ? describe : describe.skip;

sinceN8n2('Binary data in the database', () => {
	let own: BroughtN8n | undefined;

	beforeAll(async () => {
		own = await bringOwnN8n(`e2e-binary-${line}`, { N8N_DEFAULT_BINARY_DATA_MODE: 'database' });
		await setSandbox({ indexAfterMs: 0 });
	});
	afterAll(async () => {
		await own?.n8n.stop();
	});

	it.each(eachOperation.filter(([, { file }]) => file))('%s', async (title, operation) => {
		if (!own) throw new Error('n8n did not start');
		const { client, credential } = own;
		await resetSandbox();
		const input = await inputOf(operation);
		const workflow = await client.createWorkflow(
			chain(title, start(), input.node, underTest(operation, credential), cameFromName()),
		);
		const execution = await client.runToEnd(workflow, START);

		const ids = z.array(stored).parse(execution.run.output('Items'));
		const inDatabase: unknown = expect.stringMatching(/^database:/);
		expect(ids.map(({ binary }) => binary.data.id)).toEqual(Array(ITEMS).fill(inDatabase));
		await expectEachOnce(execution, operation, input);
	});
});
