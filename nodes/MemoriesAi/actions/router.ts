import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import { doWithoutErrorOutput } from '../errors/agentTool';
import { asNodeError, asTold, continuesOnFail, errorCodeOf, errorItem } from '../errors/itemError';
import { readConcurrency } from '../parameters/options';
import type { Job } from '../wait/job';
import { prepareWait } from '../wait/prepare';
import type { WaitOutput } from '../wait/waitForJobs';
import { waitForJobs } from '../wait/waitForJobs';
import type { Result, Run } from './groups';
import { inputOf, prepareGroups, sendGroups } from './groups';
import { hintOnce } from './hintOnce';
import { ItemClients } from './itemClients';
import type { Operation, Resource } from './operation';
import { PaidRecord } from './paidRecord';

/**
 * Runs the operation that the user chose, for all input items, and waits for what came of it where
 * the user wants that.
 *
 * @returns the output items; with Continue On Fail also one per item that did not succeed, which
 *   n8n sends to the error output where there is one
 * @throws NodeApiError or NodeOperationError of the first item that does not succeed, without
 *   Continue On Fail
 */
export async function runOperation(
	context: IExecuteFunctions,
	resources: readonly Resource[],
): Promise<INodeExecutionData[]> {
	doWithoutErrorOutput(context);
	try {
		const operation = findOperation(context, resources);
		const { waits } = operation;
		const wait = waits && prepareWait(context, waits.always === true);
		const concurrency = readConcurrency(context);
		const paid = new PaidRecord(context);
		const clients = new ItemClients(context, operation, paid);
		const run: Run = { context, operation, clients, wait };

		const results = await sendGroups(run, await prepareGroups(run), concurrency);
		const { items, complete } = await finish(run, results);
		if (complete) paid.clear();
		if (items.length === 0 && operation.hintIfEmpty) hintOnce(context, operation.hintIfEmpty);
		return items;
	} catch (error) {
		const failure = asNodeError(context.getNode(), error, 0);
		if (!continuesOnFail(context)) throw asTold(failure);
		// After a throw, n8n would hand on the input items on the first output, as if all were well.
		const code = errorCodeOf(failure);
		return context.getInputData().map((_, item) => errorItem(failure, item, code));
	}
}

function findOperation(context: IExecuteFunctions, resources: readonly Resource[]): Operation {
	const resource: unknown = context.getNodeParameter('resource', 0);
	const value: unknown = context.getNodeParameter('operation', 0);
	const found = resources
		.find((one) => one.value === resource)
		?.operations.find((operation) => operation.value === value);
	if (found) return found;
	throw new NodeOperationError(
		context.getNode(),
		`This version of the node has no operation "${String(value)}" for "${String(resource)}"`,
		{ description: 'Choose another Operation, or update n8n-nodes-memories-ai.' },
	);
}

/** Waits for what the operation has begun, where the user wants that. */
async function finish(run: Run, results: readonly Result[]): Promise<WaitOutput> {
	const { context, operation, clients, wait } = run;
	const complete = !results.some(({ failed }) => failed);
	if (!wait) return { items: results.map(({ item }) => item), complete };
	const waited = await waitForJobs(context, {
		settings: wait,
		output: results.map((result) => ({ item: result.item, job: jobOf(run, result) })),
		bringsIn: operation.bringsIn !== undefined,
		checkAtOnce: operation.waits?.always === true,
		clientOf: async (itemIndex) => await clients.of(itemIndex),
	});
	return { ...waited, complete: complete && waited.complete };
}

function jobOf({ context, operation }: Run, { item, failed }: Result): Job | undefined {
	if (failed || !operation.waits) return undefined;
	const index = inputOf(item);
	return { item: index, json: item.json, ...operation.waits.targetOf(context, index, item.json) };
}
