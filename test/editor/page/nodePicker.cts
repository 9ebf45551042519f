import type { Locator, Page } from 'playwright-core';

/** The list at the right from which a node is added to the canvas. */
export class NodePicker {
	constructor(private readonly page: Page) {}

	get whole(): Locator {
		return this.page.getByTestId('node-creator');
	}

	/** Opens it for the first node of a workflow. */
	async openForFirst(): Promise<void> {
		await this.page.getByTestId('canvas-plus-button').click();
		await this.whole.waitFor();
	}

	/** Opens it for another node. */
	async openForNext(): Promise<void> {
		await this.page.getByTestId('node-creator-plus-button').click();
		await this.whole.waitFor();
	}

	async search(words: string): Promise<void> {
		await this.whole.getByTestId('node-creator-search-bar').fill(words);
	}

	/** The title of a group of entries, which a click opens. */
	group(name: string): Locator {
		return this.whole.getByTestId('node-creator-category-item').filter({ hasText: name });
	}

	/** An entry: a node, an action of the node that is shown, or a way to go on. */
	entry(name: string): Locator {
		return this.whole
			.getByTestId('item-iterator-item')
			.filter({ has: this.page.getByText(name, { exact: true }) });
	}
}
