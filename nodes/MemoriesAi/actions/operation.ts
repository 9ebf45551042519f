import type {
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	INodeProperties,
} from 'n8n-workflow';

import type { ApiClient } from '../api/client';
import type { Endpoint } from '../transport/endpoint';
import type { Fields } from '../transport/fields';
import type { Json } from '../transport/json';
import type { JobTarget } from '../wait/job';

/** One entry of the Resource list. */
export interface Resource {
	/** Internal name; saved workflows carry it. */
	readonly value: string;
	/** On screen, in title case. */
	readonly name: string;
	/** In the order of use, which is the order on screen; the first is chosen first. */
	readonly operations: readonly [Operation, ...Operation[]];
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
	/** Shown above the output where nothing comes out for any item, and that may need a reason. */
	readonly hintIfEmpty?: string;
	/** Shown for this operation only; `displayOptions` may narrow that further. */
	readonly properties: INodeProperties[];
	/** It needs or gives files, which an AI agent neither hands out nor takes: tools do not offer it. */
	readonly handlesFiles?: boolean;
	/**
	 * The output field with the id of what it brings into the account, which may have been paid for and
	 * so must not be lost when another item fails. An operation without it brings nothing in.
	 */
	readonly bringsIn?: 'videoNo' | 'taskId' | 'id';
	/** Where what comes out is not ready yet, and can be waited for. */
	readonly waits?: {
		/** The operation is itself a wait, so it has no Wait For. */
		readonly always?: boolean;
		/** @returns what to wait for, of an item that was put out with this `json` */
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
	 * Reads and checks what the user has filled in, for the items of one group. Nothing is sent yet:
	 * that begins when all groups are found right.
	 *
	 * @throws InvalidParameter when something is not filled in right
	 */
	prepare(
		context: IExecuteFunctions,
		items: readonly [number, ...number[]],
	): Prepared | Promise<Prepared>;
}

/** What one group of items is about to do. */
export interface Prepared {
	/**
	 * Checks what depends on the account.
	 *
	 * @throws InvalidParameter when its API version does not have the call, or no place for a field
	 */
	check?(client: ApiClient): void;
	/**
	 * @param client of the account that the group's items belong to
	 * @returns output items, each with its `pairedItem`
	 * @throws NodeApiError when Memories.ai does not do it
	 */
	send(client: ApiClient): Promise<INodeExecutionData[]>;
}

/** A group that is one request. */
export function oneRequest(
	endpoint: Endpoint<'envelope'>,
	fields: Fields,
	toItems: (data: Json) => INodeExecutionData[],
): Prepared {
	return {
		check: (client) => client.check(endpoint, fields),
		send: async (client) => toItems(await client.request(endpoint, fields)),
	};
}
