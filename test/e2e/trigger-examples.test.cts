import { wireExample } from '../unit/fixtures.cjs';
import { callbacks, noCallback } from '../vendor/examples/callbacks.cjs';
import { receiver } from './build-workflow.cjs';
import { post } from './post.cjs';
import { world } from './world.cjs';

const here = world();
const { client } = here;

function asJson(body: string): RequestInit {
	return { headers: { 'content-type': 'application/json' }, body };
}

test.each(callbacks)('%s, as the documents print it, starts a run', async (example, expected) => {
	const body = wireExample(example);
	// Its ids are made up, so Memories.ai would not know them.
	const { workflow, url } = await receiver(here, { events: [], verify: false });

	expect(await post(url, asJson(body))).toBe(200);
	const [first] = await client.waitForExecutions(workflow.id, 1);
	const items = first?.run.output('On callback').map(({ json }) => json);
	expect(items).toEqual([
		{
			...expected,
			verified: false,
			receivedAt: expect.stringMatching(/^\d{4}-.*Z$/) as string,
			body: JSON.parse(body) as unknown,
		},
	]);
});

test('one of another product is refused', async () => {
	const { workflow, url } = await receiver(here, { events: [], verify: false });

	expect(await post(url, asJson(wireExample(noCallback)))).toBe(400);
	// What came before a callback is on record once that one is.
	const [[example = ''] = []] = callbacks;
	expect(await post(url, asJson(wireExample(example)))).toBe(200);
	const runs = await client.waitForExecutions(workflow.id, 1);
	expect(runs).toHaveLength(1);
});
