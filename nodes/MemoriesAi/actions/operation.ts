import type {
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	INodeProperties,
} from 'n8n-workflow';

import type { ApiClient } from '../api/client';
import type { JobTarget } from '../wait/job';

/** One entry of the Resource list. */
export interface Resource {
	/** Internal name; saved workflows carry it. */
	readonly value: string;
	/** On screen, in title case. */
	readonly name: string;
	/** The `value` of the operation that is chosen first. */
	readonly defaultOperation: string;
	/** In any order; they are shown by the alphabet. */
	readonly operations: readonly Operation[];
}

/** One entry of the Operation list: how it looks, and what it does. */
export interface Operation {
	/** Internal name; saved workflows carry it. */
	readonly value: string;
	/** On screen, in title case. */
	readonly name: string;
	/** On screen in the node picker, in sentence case. */
	readonly action: string;
	readonly description: string;
	/** Shown for this operation only; `displayOptions` may narrow that further. */
	readonly properties: INodeProperties[];
	/**
	 * The output field with the id of what it brings into the account, which may have been paid for and
	 * so must not be lost when another item fails. An operation without it brings nothing in.
	 */
	readonly bringsIn?: 'videoNo' | 'taskId' | 'id';
	/** Where what comes out is not ready yet, and can be waited for. */
	readonly waits?: {
		/** The operation is itself a wait, so it has no Wait For. */
		readonly always?: boolean;
		/** @returns what to wait for, of an item that `run` put out with this `json` */
		targetOf(context: IExecuteFunctions, itemIndex: number, json: IDataObject): JobTarget;
	};
	/**
	 * Which input items belong into one run; each alone where this is not given. Items of different
	 * accounts are never together, whatever it says.
	 *
	 * @returns groups of item indexes that together hold each item once
	 */
	group?(context: IExecuteFunctions, itemCount: number): number[][];
	/**
	 * Does it for the items of one group.
	 *
	 * @param client of the first item's account
	 * @returns output items, each with its `pairedItem`
	 * @throws InvalidParameter before anything is sent; NodeApiError when Memories.ai does not do it
	 */
	run(
		context: IExecuteFunctions,
		items: readonly [number, ...number[]],
		client: ApiClient,
	): Promise<INodeExecutionData[]>;
}
