import type { Locator, Page } from 'playwright-core';

/** The panel of one node: its fields, between its input and its output. */
export class NodePanel {
	constructor(private readonly page: Page) {}

	/** All of it, input and output included. */
	get whole(): Locator {
		return this.page.getByTestId('ndv');
	}

	/** The fields alone. */
	get fields(): Locator {
		return this.page.getByTestId('node-parameters');
	}

	/** The signs beside fields that are not filled in right. */
	get issues(): Locator {
		return this.fields.getByTestId('parameter-issues');
	}

	get input(): Locator {
		return this.page.getByTestId('ndv-input-panel');
	}

	get output(): Locator {
		return this.page.getByTestId('output-panel');
	}

	/** @param name internal, of a field that is shown */
	field(name: string): Locator {
		return this.fields.getByTestId(`parameter-input-${name}`);
	}

	/** The label of a field, or of a collection of fields. */
	label(text: string): Locator {
		return this.fields.getByText(text, { exact: true }).first();
	}

	/** Picks an entry of a drop-down list by what it says. */
	async choose(name: string, entry: string): Promise<void> {
		await this.field(name).click();
		await this.entry(entry).click();
	}

	/** An entry of the drop-down list that is open. */
	entry(text: string): Locator {
		return this.page
			.getByRole('option')
			.filter({ has: this.page.getByText(text, { exact: true }), visible: true })
			.first();
	}

	/** Fills in a field of text, or the number or name within a resource locator. */
	async fill(name: string, text: string): Promise<void> {
		await this.field(name).locator('input:not([readonly]), textarea').last().fill(text);
	}

	/** Chooses how the value of a resource locator is given: `From list`, `By ID`. */
	async chooseMode(name: string, mode: string): Promise<void> {
		await this.field(name).getByTestId('rlc-mode-selector').click();
		await this.entry(mode).click();
	}

	/** Gives a field that holds an expression a value of its own instead. */
	async makeFixed(name: string): Promise<void> {
		await this.field(name).hover();
		const choices = this.fields.getByTestId(`${name}-parameter-input-options-container`);
		await choices.getByTestId('radio-button-fixed').click();
	}

	/** Opens the list of a resource locator. */
	async openList(name: string): Promise<void> {
		await this.field(name).getByTestId('rlc-input').click();
		await this.listSearch.waitFor();
	}

	/** Of the list that is open. */
	get listEntries(): Locator {
		return this.page.getByTestId('rlc-item');
	}

	/** Of the list that is open. */
	get listSearch(): Locator {
		return this.page.locator('[data-test-id=rlc-search] input, input[data-test-id=rlc-search]');
	}

	/** What the list that is open says where it cannot be loaded. */
	get listProblem(): Locator {
		return this.page.getByTestId('rlc-error-container');
	}

	/** What a drop-down list has chosen. */
	async chosen(name: string): Promise<string> {
		return await this.field(name).locator('input').first().inputValue();
	}

	/** @returns the URL of a trigger under that tab of its Webhook URLs */
	async webhookUrl(tab: 'Test URL' | 'Production URL'): Promise<string> {
		await this.fields.getByText('Webhook URLs', { exact: true }).first().click();
		await this.fields.getByRole('radio', { name: tab }).click();
		return (await this.fields.locator('.webhook-url').innerText()).trim();
	}

	/** Runs the node, and those before it that have not run. */
	async execute(): Promise<void> {
		await this.page.getByTestId('node-execute-button').first().click();
	}

	/** What happened, where the run did not succeed. */
	get problem(): Locator {
		return this.output.getByTestId('node-error-message');
	}

	/** What to do about it. */
	get problemHelp(): Locator {
		return this.output.getByTestId('node-error-description');
	}

	/** Shows the output, or the input, as Schema, Table or JSON. */
	async showAs(side: Locator, display: 'schema' | 'table' | 'json'): Promise<void> {
		await side.getByTestId(`radio-button-${display}`).click();
	}

	async close(): Promise<void> {
		const button = this.page.getByTestId('ndv-close-button');
		await button.or(this.page.getByTestId('back-to-canvas')).first().click();
		await this.whole.waitFor({ state: 'hidden' });
	}
}
