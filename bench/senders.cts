import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { memoriesAi } from '../test/e2e/build-workflow.cjs';
import type { StoredCredential, WorkflowNode } from '../test/n8n/workflows.cjs';

/** Name of the node that uploads, in every workflow of the benchmark. */
export const UPLOAD = 'Upload';

/** Reads files into the binary field `data`, one item each. */
export function readFiles(folder: string, pattern: string): WorkflowNode {
	return {
		id: randomUUID(),
		name: 'Read files',
		type: 'n8n-nodes-base.readWriteFile',
		typeVersion: 1,
		parameters: { operation: 'read', fileSelector: join(folder, pattern), options: {} },
		position: [0, 0],
	};
}

/** This package's node, as it is when it is dropped on the canvas and a credential chosen. */
export function memoriesAiNode(
	credential: StoredCredential,
	options: Record<string, number> = {},
): WorkflowNode {
	const node = memoriesAi(
		UPLOAD,
		{
			resource: 'video',
			operation: 'uploadFile',
			binaryPropertyName: 'data',
			additionalFields: {},
			options,
		},
		credential,
	);
	// A failure is then one item, and the others go on.
	return { ...node, onError: 'continueErrorOutput' };
}

/**
 * n8n's HTTP Request node, set up by hand after the API's documentation of `upload`.
 *
 * @param apiUrl without a slash at the end
 * @param header a Header Auth credential with the key
 * @param batchIntervalMs its Batching option: one item per so many milliseconds; left out: as it comes
 */
export function httpRequestNode(
	apiUrl: string,
	header: StoredCredential,
	batchIntervalMs?: number,
): WorkflowNode {
	const batching = { batch: { batchSize: 1, batchInterval: batchIntervalMs } };
	return {
		id: randomUUID(),
		name: UPLOAD,
		type: 'n8n-nodes-base.httpRequest',
		typeVersion: 4.2,
		parameters: {
			method: 'POST',
			url: `${apiUrl}/serve/api/v1/upload`,
			authentication: 'genericCredentialType',
			genericAuthType: header.type,
			sendBody: true,
			contentType: 'multipart-form-data',
			bodyParameters: {
				parameters: [{ parameterType: 'formBinaryData', name: 'file', inputDataFieldName: 'data' }],
			},
			options: batchIntervalMs === undefined ? {} : { batching },
		},
		credentials: { [header.type]: { id: header.id, name: header.name } },
		onError: 'continueErrorOutput',
		position: [0, 0],
	};
}
