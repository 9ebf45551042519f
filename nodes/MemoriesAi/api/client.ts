import type { IAllExecuteFunctions, IBinaryData } from 'n8n-workflow';
import { NodeApiError } from 'n8n-workflow';

import { InvalidParameter } from '../errors/invalidParameter';
import type { Account } from '../transport/account';
import { readAccount } from '../transport/account';
import type { ApiCall, ReplyData, ReplySink, RequestOptions } from '../transport/apiCall';
import type { ApiVersion, Endpoint, ReplyKind, Route } from '../transport/endpoint';
import { fieldsWithoutPlace, versionsWith } from '../transport/endpoint';
import { toUserMessage } from '../transport/errorMessages';
import type { Fields } from '../transport/fields';
import type { Json, JsonObject } from '../transport/json';
import { requestWithRetry } from '../transport/request';
import { mayHaveArrived } from '../transport/retry';
import { checkCallbackUrl } from './callbackUrl';
import { StreamedAnswer } from './streamedAnswer';

/** What talks to Memories.ai for one item, webhook or list. */
export interface ApiClient {
	readonly account: Account;
	/**
	 * @throws InvalidParameter when the API version has no such call, or no place for a field; also when
	 *   Memories.ai could not reach the address that it is to call
	 */
	check(endpoint: Endpoint, fields: Fields): void;
	/**
	 * @param signal aborts it, in place of the execution's own, which it has to follow
	 * @returns the reply's `data`
	 * @throws InvalidParameter when the API version has no such call, or no place for a field
	 * @throws NodeApiError when Memories.ai does not do it
	 */
	request(endpoint: Endpoint<'envelope'>, fields: Fields, signal?: AbortSignal): Promise<Json>;
	/**
	 * @param store takes the file in, while it comes
	 * @returns what `store` has made of it, once it is there as a whole
	 * @throws as `request` does; also when the file breaks off, or cannot be stored
	 */
	download(
		endpoint: Endpoint<'file'>,
		fields: Fields,
		store: ReplySink['file'],
	): Promise<IBinaryData>;
	/**
	 * Asks for an answer that comes word by word.
	 *
	 * @param onText is given each piece of its text as it comes
	 * @returns the answer, as an endpoint that gives it as a whole would have it in its `data`
	 * @throws InvalidParameter when the API version has no such call, or no place for a field
	 * @throws NodeApiError when Memories.ai does not answer to the end; it keeps what had come
	 */
	stream(
		endpoint: Endpoint<'events'>,
		fields: Fields,
		onText: (text: string) => void,
	): Promise<Json>;
}

/** @returns what the screen calls a field */
export type LabelOf = (field: string) => string;

/**
 * Reads the credential of the item that it works for.
 *
 * @param labelOf for messages about a field that the credential's API version does not have
 * @throws NodeOperationError when the credential is unusable
 */
export async function clientFor(
	context: IAllExecuteFunctions,
	options: RequestOptions,
	labelOf?: LabelOf,
): Promise<ApiClient> {
	return clientOf(context, await readAccount(context, options.itemIndex), options, labelOf);
}

/** The same with a credential that was read already. */
export function clientOf(
	context: IAllExecuteFunctions,
	account: Account,
	options: RequestOptions,
	labelOf: LabelOf = (field) => field,
): ApiClient {
	return {
		account,
		check(endpoint, fields) {
			routeFor(account, endpoint, fields, labelOf);
			const { callbackUrl } = fields;
			if (typeof callbackUrl === 'string') checkCallbackUrl(callbackUrl, account.baseUrl);
		},
		request: async (endpoint, fields, signal) => {
			const call = { context, account, endpoint, fields, options, sink: undefined, signal };
			return await apiRequest(call, labelOf);
		},
		download: async (endpoint, fields, store) =>
			await apiRequest({ context, account, endpoint, fields, options, sink: store }, labelOf),
		stream: async (endpoint, fields, onText) => {
			const answer = new StreamedAnswer(onText);
			const sink = (event: JsonObject) => {
				answer.take(event);
			};
			const call = { context, account, endpoint, fields, options, sink };
			await apiRequest(call, labelOf).catch((error: unknown) => {
				throw answer.keptIn(error);
			});
			return answer.data;
		},
	};
}

/** Calls an endpoint and insists on success. */
async function apiRequest<K extends ReplyKind>(
	call: Omit<ApiCall<K>, 'route'>,
	labelOf: LabelOf,
): Promise<ReplyData[K]> {
	const { context, account, endpoint, fields, options } = call;
	const route = routeFor(account, endpoint, fields, labelOf);
	const outcome = await requestWithRetry({ ...call, route });
	if (outcome.kind === 'success') return outcome.data;

	const { message, description, code } = toUserMessage(outcome, endpoint, account.baseUrl);
	// Made of plain texts: the client's own error holds the request with the key in it.
	const plain: JsonObject = { message: account.redact(message) };
	const error = new NodeApiError(context.getNode(), plain, {
		message: account.redact(message),
		description: account.redact(description),
		httpCode: code,
		itemIndex: options.itemIndex,
	});
	if (endpoint.effect === 'charge' && mayHaveArrived(outcome)) perhapsCharged.add(error);
	throw error;
}

const perhapsCharged = new WeakSet<NodeApiError>();

/** Whether an error leaves it open whether the request was taken, and charged. */
export function mayHaveBeenCharged(error: unknown): error is NodeApiError {
	return error instanceof NodeApiError && perhapsCharged.has(error);
}

/** As the credential's API Version labels them. */
const VERSION_LABELS: Readonly<Record<ApiVersion, string>> = {
	v1: 'Current',
	'v1.1': 'Legacy 1.1',
	'v1.0': 'Legacy 1.0',
};

function routeFor(
	{ apiVersion }: Account,
	endpoint: Endpoint,
	fields: Fields,
	labelOf: LabelOf,
): Route {
	const version = VERSION_LABELS[apiVersion];
	const route = endpoint.routes[apiVersion];
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
	return route;
}
