import type { INodeParameters, INodeProperties, NodeParameterValueType } from 'n8n-workflow';
import { chain, memoriesAi } from '../e2e/build-workflow.cjs';
import { world } from '../e2e/world.cjs';
import { examples } from './examples.cjs';
import { shownFields, shownOperations } from './operations.cjs';
import { Editor } from './page/editor.cjs';
import type { NodePanel } from './page/nodePanel.cjs';
import { useBrowser, withPicture } from './useEditor.cjs';

const browser = useBrowser();

const all = shownOperations();
/** In the small form of these tests, one operation of each resource. */
const chosen =
	process.env.EDITOR_TESTS === 'small'
		? all.filter(({ resourceName }, index) => all[index - 1]?.resourceName !== resourceName)
		: all;
const operations = chosen.map((operation) => ({
	...operation,
	title: `${operation.resourceName}: ${operation.operationName}`,
}));
const IN_A_ROW = 6;

let editor: Editor;

/** One node for each operation, none of which is filled in. */
beforeAll(async () => {
	const { client, n8nUrl } = world();
	const nodes = operations.map(({ title }, index) => ({
		...memoriesAi(title, {}),
		position: [(index % IN_A_ROW) * 260, Math.floor(index / IN_A_ROW) * 200],
	}));
	const { id } = await client.createWorkflow({ ...chain('Panels', ...nodes), connections: {} });
	editor = new Editor(await browser().newPage(), n8nUrl);
	await editor.open(id);
});

/** A panel that a failure has left open would be in the way of the next. */
afterEach(async () => {
	if (await editor.panel.whole.isVisible()) await editor.panel.close();
});

test('there is an example for every operation, and for no other', () => {
	expect(Object.keys(examples).sort()).toEqual(all.map(({ id }) => id).sort());
});

test.each(operations)('$title can be chosen and filled in', async (operation) => {
	await withPicture(editor, async () => {
		const panel = await editor.openNode(operation.title);
		await panel.choose('resource', operation.resourceName);
		await panel.choose('operation', operation.operationName);

		const shown = shownFields(operation.chosen);
		for (const { displayName } of shown) await panel.label(displayName).waitFor();
		const toFillIn = asked(shown, examples[operation.id] ?? {});
		await waitForIssues(panel, toFillIn.length);

		for (const field of toFillIn) await fillIn(panel, field);
		await waitForIssues(panel, 0);
		await panel.close();
		await editor.issuesOf(operation.title).waitFor({ state: 'detached' });
	});
});

interface Asked {
	name: string;
	value: NodeParameterValueType | undefined;
	/** A resource locator, whose value is given by its id here. */
	locator: boolean;
}

/** The fields that are empty at first though they are required, those within others included. */
function asked(properties: INodeProperties[], values: INodeParameters): Asked[] {
	return properties.flatMap(({ name, type, required, default: value, options = [] }) => {
		if (type === 'fixedCollection') {
			return options.flatMap((group) => {
				const [first] = [values[name]].flatMap((all) => valueIn(all, group.name));
				return 'values' in group ? asked(group.values, first ?? {}) : [];
			});
		}
		const locator = type === 'resourceLocator';
		const given =
			locator && typeof value === 'object' && value && 'value' in value ? value.value : value;
		return required === true && given === '' ? [{ name, value: values[name], locator }] : [];
	});
}

function valueIn(all: unknown, group: string): INodeParameters[] {
	return typeof all === 'object' && all !== null && group in all
		? ((all as Record<string, INodeParameters[]>)[group] ?? [])
		: [];
}

async function waitForIssues({ issues }: NodePanel, count: number) {
	if (count > 0) await issues.nth(count - 1).waitFor();
	await issues.nth(count).waitFor({ state: 'detached' });
}

async function fillIn(panel: NodePanel, { name, value, locator }: Asked) {
	if (locator) await panel.chooseMode(name, 'By ID');
	const text =
		locator && typeof value === 'object' && value && 'value' in value ? value.value : value;
	if (typeof text !== 'string' || text === '') throw new Error(`The example has no ${name}`);
	await panel.fill(name, text);
}
