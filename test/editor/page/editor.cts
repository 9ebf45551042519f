import type { Locator, Page } from 'playwright-core';
import { NodePanel } from './nodePanel.cjs';
import { NodePicker } from './nodePicker.cjs';

/** The editor of workflows, in one tab of the browser. */
export class Editor {
	readonly panel: NodePanel;
	readonly picker: NodePicker;

	/** @param n8nUrl without a slash at the end */
	constructor(
		readonly page: Page,
		private readonly n8nUrl: string,
	) {
		this.panel = new NodePanel(page);
		this.picker = new NodePicker(page);
	}

	/** Opens another page of n8n. */
	async goTo(path: string): Promise<void> {
		await this.page.goto(`${this.n8nUrl}${path}`);
	}

	/** Opens a workflow that has been saved. */
	async open(workflowId: string): Promise<void> {
		await this.goTo(`/workflow/${workflowId}`);
		await this.page.getByTestId('canvas-node').first().waitFor();
	}

	/** Begins a workflow. */
	async openNew(): Promise<void> {
		await this.goTo('/workflow/new');
		await this.page.getByTestId('canvas-plus-button').waitFor();
	}

	/** The box of a node on the canvas. */
	node(name: string): Locator {
		return this.page.locator(`[data-test-id=canvas-node][data-node-name="${name}"]`);
	}

	/** The sign on a node's box that something in it is not filled in right. */
	issuesOf(name: string): Locator {
		return this.node(name).getByTestId('node-issues');
	}

	/** All boxes and notes on the canvas. */
	get everything(): Locator {
		return this.page.locator('.vue-flow__node');
	}

	/** Makes the canvas show all that is on it. */
	async fitToScreen(): Promise<void> {
		await this.page.getByTestId('zoom-to-fit').click();
	}

	/** Opens the form in which a community package is installed by its name. */
	async openInstallForm(): Promise<Locator> {
		await this.goTo('/settings/community-nodes');
		await this.page.getByRole('button', { name: 'Install', exact: false }).first().click();
		const form = this.page.getByTestId('communityPackageInstall-modal');
		await form.waitFor();
		return form;
	}

	/** Opens the panel of a node. */
	async openNode(name: string): Promise<NodePanel> {
		await this.node(name).dblclick();
		await this.panel.fields.waitFor();
		return this.panel;
	}

	/** Runs the workflow from its trigger on. */
	async execute(): Promise<void> {
		await this.page.getByTestId('execute-workflow-button').first().click();
	}

	/** What n8n says in a corner of the screen. */
	get messages(): Locator {
		return this.page.locator('.el-notification');
	}
}
