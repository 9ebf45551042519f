import { memoriesAi, node, withCredential } from '../test/e2e/build-workflow.cjs';
import type { StoredCredential, WorkflowNode } from '../test/n8n/workflows.cjs';

/** Name of the node that uploads, in every workflow of the benchmark. */
export const UPLOAD = 'Upload';

/** This package's node, as it is when it is dropped on the canvas and a credential chosen. */
export function memoriesAiNode(
	credential: StoredCredential,
	options: Record<string, number> = {},
): WorkflowNode {
	const upload = memoriesAi(
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
	return { ...upload, onError: 'continueErrorOutput' };
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
	const request = node(UPLOAD, 'n8n-nodes-base.httpRequest', 4.2, {
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
	});
	return { ...withCredential(request, header), onError: 'continueErrorOutput' };
}
