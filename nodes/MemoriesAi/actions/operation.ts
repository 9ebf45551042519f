import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

/** One entry of the Operation list: how it looks, and what it does. */
export interface Operation {
	readonly resource: 'video' | 'image' | 'task';
	/** Internal name; saved workflows carry it. */
	readonly value: string;
	/** On screen, in title case. */
	readonly name: string;
	/** On screen in the node picker, in sentence case. */
	readonly action: string;
	readonly description: string;
	/** Shown for this operation only; `displayOptions` may narrow that further. */
	readonly fields: INodeProperties[];
	/** Where what comes out is not ready yet, and can be waited for. */
	readonly waits?: {
		/** The operation is itself a wait, so it has no Wait For. */
		readonly always?: boolean;
		/** How many videos come of the item's scrape at the most, where that is known. */
		expected?(context: IExecuteFunctions, itemIndex: number): number | undefined;
	};
	/**
	 * Which input items belong into one run; each alone where this is not given.
	 *
	 * @returns groups of item indexes that together hold each item once
	 */
	group?(context: IExecuteFunctions, itemCount: number): number[][];
	/**
	 * Does it for the items of one group.
	 *
	 * @returns output items, each with its `pairedItem`
	 * @throws InvalidParameter before anything is sent; NodeApiError when Memories.ai does not do it
	 */
	run(
		context: IExecuteFunctions,
		items: readonly [number, ...number[]],
	): Promise<INodeExecutionData[]>;
}
