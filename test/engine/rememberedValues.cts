import './environment.cjs';
import { DataDeduplicationService } from 'n8n-core';
import type { DeduplicationItemTypes, IDataDeduplicator } from 'n8n-workflow';

/**
 * Stands in for n8n's database of values that Remove Duplicates has seen in earlier executions, for
 * one such node that compares values. Once per test file.
 */
export async function rememberValuesInMemory(): Promise<void> {
	const seen = new Set<DeduplicationItemTypes>();
	const deduplicator: IDataDeduplicator = {
		async checkProcessedAndRecord(items) {
			const isNew = items.filter((item) => !seen.has(item));
			const processed = items.filter((item) => seen.has(item));
			for (const item of items) seen.add(item);
			return await Promise.resolve({ new: isNew, processed });
		},
		async removeProcessed(items) {
			for (const item of items) seen.delete(item);
			await Promise.resolve();
		},
		async clearAllProcessedItems() {
			seen.clear();
			await Promise.resolve();
		},
		getProcessedDataCount: async () => await Promise.resolve(seen.size),
	};
	await DataDeduplicationService.init(deduplicator);
}
