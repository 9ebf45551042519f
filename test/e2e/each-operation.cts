import { createHash } from 'node:crypto';
import {
	asksLibrary,
	folderIdOf,
	holdingsFor,
	nameOf,
	operations,
	type Operation,
} from '../faults/operations.cjs';
import { control, uploadFindable, uploadLink } from '../sandbox/remote.cjs';
import type { Execution } from '../n8n/rest.cjs';
import type { StoredCredential, WorkflowNode } from '../n8n/workflows.cjs';
import { memoriesAi, node, setFields } from './build-workflow.cjs';
import { NODE } from './run-node.cjs';
import { queueFault, requestsTo } from './sandbox.cjs';
import { world } from './world.cjs';

/** How many items each operation is tried with. */
export const ITEMS = 3;

/** For a table of tests. */
export const eachOperation = operations.map((operation): [string, Operation] => [
	operation.title,
	operation,
]);

/** What an operation is run on, and what shows that it did its work. */
export interface Input {
	/** Puts out the items that the operation's parameters expect, with files of their own content. */
	readonly node: WorkflowNode;
	/** Of each item: stands in what is sent for it, and is the content of its file. */
	readonly names: string[];
}

/** Input for an operation; in place of what is read, of what there is in the library. */
export async function inputOf(operation: Operation): Promise<Input> {
	const { sandbox } = world();
	const { file } = operation;
	const names: string[] = [];
	// There is one Unique ID, the default one.
	if (operation.sameForAll) await uploadLink(sandbox);
	const asks = asksLibrary(operation) && !operation.sameForAll;
	for (let index = 0; index < ITEMS; index++) {
		names.push(asks ? await uploadFindable(sandbox) : nameOf(index));
	}
	const { folders, memories } = holdingsFor(operation, names);
	for (const folder of folders) await control(sandbox, 'POST', 'folders', folder);
	for (const memory of memories) await control(sandbox, 'POST', 'memories', memory);
	const items = names.map((name, index) => ({ name, folderId: folderIdOf(index) }));
	// n8n stores the file where it is set to.
	const binary =
		file &&
		`{ data: await this.helpers.prepareBinaryData(Buffer.from(json.name), '${file.fileName}', '${file.mimeType}') }`;
	const jsCode = `const items = [];
for (const json of ${JSON.stringify(items)}) items.push({ json, binary: ${binary} });
return items;`;
	return { node: node('Items', 'n8n-nodes-base.code', 2, { jsCode }), names };
}

/** The node, which sends the items one after the other. */
export function underTest({ parameters }: Operation, credential?: StoredCredential): WorkflowNode {
	const options = { maxRetries: 0, concurrency: 1, requestsPerSecond: 1000 };
	return memoriesAi(NODE, { ...parameters, options }, credential);
}

/** Finds for each item the one that it came from, and puts out that one's name. */
export function cameFromName(): WorkflowNode {
	return setFields('Came from', { name: "={{ $('Items').item.json.name }}" });
}

/** Lets Memories.ai refuse one request, the second where there are several. */
export async function refuseOne({ endpoint, oneRequestForAll }: Operation): Promise<void> {
	if (!oneRequestForAll) await queueFault({ kind: 'delay', ms: 0, endpoint, times: 1 });
	await queueFault({ kind: 'code', code: '0402', endpoint, times: 1 });
}

/**
 * How many requests of an operation's there are when one was refused and a Retry followed. One item was
 * taken, one was refused, and of these only the latter is sent again; of reads, all are.
 */
export function sentWithRetry({ effect, oneRequestForAll }: Operation): number {
	if (oneRequestForAll) return 2;
	return effect === 'read' ? 2 + ITEMS : ITEMS + 1;
}

/** Expects that each item was sent once since the last reset, and came out linked to itself. */
export async function expectEachOnce(
	{ status, run }: Execution,
	{ endpoint, file, oneRequestForAll, sameForAll, traceOf }: Operation,
	{ names }: Input,
): Promise<void> {
	expect([status, run.error?.message]).toEqual(['success', undefined]);
	expect(run.output(NODE)).toHaveLength(ITEMS);
	expect(run.output('Came from').map(({ json }) => json.name)).toEqual(names);
	const sent = await requestsTo(endpoint);
	expect(sent).toHaveLength(oneRequestForAll ? 1 : ITEMS);
	if (!sameForAll) {
		for (const trace of names.map((name, index) => traceOf?.(index) ?? name)) {
			expect(sent.filter((request) => JSON.stringify(request).includes(trace))).toHaveLength(1);
		}
	}
	if (!file) return;
	const contents = names.map((name) => createHash('sha256').update(name).digest('hex'));
	expect(sent.flatMap(({ files }) => files.map(({ sha256 }) => sha256))).toEqual(contents);
}
