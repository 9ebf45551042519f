import type { IExecuteFunctions } from 'n8n-workflow';

import type { ApiClient } from '../api/client';
import { clientFor } from '../api/client';
import { readRequestOptions } from '../parameters/options';
import type { Operation } from './operation';
import type { PaidRecord } from './paidRecord';
import { labelIn } from './properties';

/** The client of each item, with the item's own credential and options; each is made once. */
export class ItemClients {
	readonly #clients = new Map<number, Promise<ApiClient>>();

	constructor(
		private readonly context: IExecuteFunctions,
		private readonly operation: Operation,
		private readonly paid: PaidRecord,
	) {}

	/**
	 * @throws InvalidParameter when an option is not filled in right
	 * @throws NodeOperationError when the credential is unusable
	 */
	async of(itemIndex: number): Promise<ApiClient> {
		const client = this.#clients.get(itemIndex) ?? this.#make(itemIndex);
		this.#clients.set(itemIndex, client);
		return await client;
	}

	/**
	 * @returns the group, cut where its items belong to different accounts; an item whose credential is
	 *   unusable stands alone, so that it fails alone
	 */
	async byAccount(group: readonly number[]): Promise<number[][]> {
		const groups = new Map<string, number[]>();
		for (const item of group) {
			const account = await this.of(item).then(
				(client) => client.account.id,
				() => `item ${item}`,
			);
			groups.set(account, [...(groups.get(account) ?? []), item]);
		}
		return [...groups.values()];
	}

	async #make(itemIndex: number): Promise<ApiClient> {
		const options = readRequestOptions(this.context, itemIndex);
		const client = await clientFor(this.context, options, (field) =>
			labelIn(this.operation, field),
		);
		return this.paid.guard(client, itemIndex);
	}
}
