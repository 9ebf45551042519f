import type { IDataObject, INodeParameters } from 'n8n-workflow';

import type { FaultInput } from '../sandbox/faults.cjs';
import type { RequestRecord } from '../sandbox/recorder.cjs';
import { growStored } from './binary.cjs';
import { binaryItem, nodeName, runNode } from './harness.cjs';
import type { SandboxForTests } from './useSandbox.cjs';

export interface Attempt {
	readonly parameters: INodeParameters & { options?: INodeParameters };
	/** Its bytes are made up; one unless a size is given. */
	readonly file?: {
		readonly fileName: string;
		readonly mimeType: string;
		readonly size?: number;
	};
	readonly apiVersion?: string;
	/** What the sandbox does in place of its usual answer. */
	readonly fault?: FaultInput;
}

/** What came of it. */
export interface Tried {
	readonly requests: readonly RequestRecord[];
	readonly items: readonly IDataObject[];
	/** Message, description and code; empty where it is green. */
	readonly error: string;
}

/** One item, once through the node. */
export type TryNode = (attempt: Attempt) => Promise<Tried>;

export function tryNodeOn(account: SandboxForTests): TryNode {
	return async ({ parameters, file, apiVersion, fault }) => {
		account.sandbox.requests.length = 0;
		if (fault) account.sandbox.fault(fault);
		const { error, ...result } = await runNode({
			parameters,
			items: [file ? await itemWith(file) : { json: {} }],
			binaryMode: 'filesystem',
			credentials: account.credentials(apiVersion === undefined ? {} : { apiVersion }),
		});
		const code = error && 'httpCode' in error ? (error.httpCode ?? '') : '';
		return {
			requests: [...account.sandbox.requests],
			items: result.outputOf(nodeName).map(({ json }) => json),
			error: error ? [error.message, error.description ?? '', code].join(' ') : '',
		};
	};
}

async function itemWith({ size, ...file }: NonNullable<Attempt['file']>) {
	const item = await binaryItem({ content: Buffer.from('a'), ...file }, 'filesystem');
	if (size !== undefined && item.binary?.data) growStored(item.binary.data, size);
	return item;
}
