import type { Locator, Page } from 'playwright-core';

/** The form in which a credential is filled in. */
export class CredentialForm {
	constructor(private readonly page: Page) {}

	get whole(): Locator {
		return this.page.getByTestId('editCredential-modal');
	}

	/** Opens an empty one from the panel of a node. */
	async openNew(): Promise<void> {
		await this.page.getByTestId('node-credentials-select').first().click();
		await this.page.getByText('Create new credential').filter({ visible: true }).first().click();
		await this.field('apiKey').waitFor();
	}

	/** Opens the one that the panel of a node has chosen. */
	async openChosen(): Promise<void> {
		await this.page.getByTestId('credential-edit-button').first().click();
		await this.field('apiKey').waitFor();
	}

	/** @param name internal */
	field(name: string): Locator {
		return this.whole.getByTestId(`parameter-input-${name}`);
	}

	async fill(name: string, text: string): Promise<void> {
		await this.field(name).locator('input').fill(text);
	}

	/** Shows an address as the Base URL without giving it to n8n: a reader's is another one than a test's. */
	async showAddress(url: string): Promise<void> {
		const input = this.field('baseUrl').locator('input');
		await input.evaluate((element, value) => {
			Object.assign(element, { value });
		}, url);
	}

	/** Saves it, after which n8n tests it. */
	async save(): Promise<void> {
		await this.whole.getByTestId('credential-save-button').click();
	}

	/** What a test that did not succeed says; n8n shows it under "More details". */
	async problem(): Promise<string> {
		await this.whole.getByText('More details').click();
		return await this.whole.innerText();
	}

	/** Waits until the test has succeeded: n8n 1 says so in the form, n8n 2 closes a new one. */
	async untilAccepted(): Promise<void> {
		await Promise.any([this.tested.waitFor(), this.whole.waitFor({ state: 'hidden' })]);
	}

	/** The sign that the test succeeded. */
	get tested(): Locator {
		return this.whole.getByText('Connection tested successfully');
	}
}
