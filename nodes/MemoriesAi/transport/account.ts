import { createHash } from 'crypto';

import type { IAllExecuteFunctions, ICredentialDataDecryptedObject } from 'n8n-workflow';
import { NodeOperationError } from 'n8n-workflow';

import type { ApiVersion } from './endpoint';
import { redactorOf } from './redact';
import { isUrl } from './url';

export const CREDENTIAL = 'memoriesAiApi';

export const DEFAULT_BASE_URL = 'https://api.memories.ai';

/** v1.0 lived on a host of its own. */
export const V1_0_BASE_URL = 'https://mavi-backend.memories.ai';

/** Where to send requests, and how to keep the key out of what users see. */
export interface Account {
	/** The same for everything that goes to the same place with the same key; the key is not in it. */
	readonly id: string;
	/** Without a slash at its end. */
	readonly baseUrl: string;
	readonly apiVersion: ApiVersion;
	/** The credential itself, for n8n's HTTP client, which else would read it once more. */
	readonly credential: ICredentialDataDecryptedObject;
	/** Replaces the API key wherever it stands in a text. */
	redact(text: string): string;
}

/**
 * Reads the credential that is chosen on the node.
 *
 * @param itemIndex the item that it is for: a credential may hold expressions
 * @throws NodeOperationError when the credential is missing, or its Base URL or API Version is unusable
 */
export async function readAccount(
	context: IAllExecuteFunctions,
	itemIndex: number,
): Promise<Account> {
	const credential = await context.getCredentials(CREDENTIAL, itemIndex);
	const node = context.getNode();

	const { apiVersion } = credential;
	if (apiVersion !== 'v1' && apiVersion !== 'v1.1' && apiVersion !== 'v1.0') {
		throw new NodeOperationError(node, 'API Version in the credential is not one of the list', {
			description: 'Open the credential, choose an API Version and save it.',
			itemIndex,
		});
	}

	const key = typeof credential.apiKey === 'string' ? credential.apiKey.trim() : '';
	if (key === '') {
		throw new NodeOperationError(node, 'API Key in the credential is empty', {
			description: 'Open the credential and paste the key that starts with sk-mavi-.',
			itemIndex,
		});
	}
	if (!/^[\x21-\x7e]+$/.test(key)) {
		throw new NodeOperationError(
			node,
			'API Key in the credential has a character that no key has',
			{
				description:
					'Open the credential and paste the key again, alone and without a blank or line break.',
				itemIndex,
			},
		);
	}

	const typed = typeof credential.baseUrl === 'string' ? credential.baseUrl.trim() : '';
	const baseUrl = withScheme(typed === '' ? DEFAULT_BASE_URL : typed).replace(/\/+$/, '');
	if (!isPlainAddress(baseUrl)) {
		throw new NodeOperationError(node, 'Base URL in the credential is not a web address', {
			description: `It starts with https://, has no user name, ? or #, and is ${DEFAULT_BASE_URL} unless you were told otherwise.`,
			itemIndex,
		});
	}

	const address = apiVersion === 'v1.0' && baseUrl === DEFAULT_BASE_URL ? V1_0_BASE_URL : baseUrl;
	return {
		id: createHash('sha256')
			.update(JSON.stringify([address, apiVersion, key]))
			.digest('base64url'),
		baseUrl: address,
		apiVersion,
		credential,
		redact: redactorOf(key),
	};
}

/** An address is often copied, or typed, without what it begins with. */
function withScheme(text: string): string {
	return text.includes('://') ? text : `https://${text}`;
}

/**
 * A path is put behind it, so nothing may follow; and with a user name in it, n8n's HTTP client would
 * send that in place of the key.
 */
function isPlainAddress(text: string): boolean {
	return /^https?:\/\/[^\s\\/?#@]+(\/[^\s\\?#]*)?$/i.test(text) && isUrl(text);
}
