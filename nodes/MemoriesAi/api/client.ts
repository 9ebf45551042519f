import type { IExecuteFunctions } from 'n8n-workflow';

import { readAccount } from '../transport/account';
import type { ApiVersion, Endpoint } from './endpoints';
import { fieldsWithoutPlace, versionsWith } from './endpoints';
import type { Fields } from '../transport/fields';
import type { Json } from '../transport/json';
import { requestOrThrow } from '../transport/request';
import type { Ask } from './videos';
import { labelOf } from '../parameters/upload';
import { InvalidParameter } from '../errors/invalidParameter';
import { readOptions } from '../parameters/options';

/** As the credential's API Version labels them. */
const VERSION_LABELS: Readonly<Record<ApiVersion, string>> = {
	v1: 'Current',
	'v1.1': 'Legacy 1.1',
	'v1.0': 'Legacy 1.0',
};

/**
 * Sends one request for an operation, with the node's options and the credential's API version.
 *
 * @returns the reply's `data`
 * @throws InvalidParameter when the API version has no such operation, or no place for a field
 * @throws NodeApiError when Memories.ai does not do it
 */
export async function request(
	context: IExecuteFunctions,
	itemIndex: number,
	endpoint: Endpoint,
	fields: Fields,
): Promise<Json> {
	const account = await readAccount(context);
	const version = VERSION_LABELS[account.apiVersion];
	const route = endpoint.routes[account.apiVersion];
	if (!route) {
		const others = versionsWith(endpoint).map((other) => VERSION_LABELS[other]);
		throw new InvalidParameter(
			`This operation does not exist in API Version ${version}`,
			`API Version ${others.join(' and ')} has it. Use a credential of that version.`,
		);
	}

	const used = Object.keys(fields).filter((name) => fields[name] !== undefined);
	const [unknown] = fieldsWithoutPlace(route, used);
	if (unknown !== undefined) {
		throw new InvalidParameter(
			`${labelOf(unknown)} does not exist in API Version ${version}`,
			`Remove the field, or use a credential of API Version ${VERSION_LABELS.v1}, which has it.`,
		);
	}

	const options = readOptions(context, itemIndex, route.encoding);
	return await requestOrThrow({ context, account, endpoint, route, fields, options });
}

/** The same as a function of endpoint and fields. */
export function asker(context: IExecuteFunctions, itemIndex: number): Ask {
	return async (endpoint, fields) => await request(context, itemIndex, endpoint, fields);
}
