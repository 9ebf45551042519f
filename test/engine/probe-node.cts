import type {
	IBinaryData,
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';
import { UnexpectedError } from 'n8n-workflow';
import { CREDENTIAL, readAccount } from '../../nodes/MemoriesAi/transport/account';
import type {
	ReplyData,
	ReplySink,
	RequestOptions,
} from '../../nodes/MemoriesAi/transport/apiCall';
import type { Effect, ReplyKind, Route } from '../../nodes/MemoriesAi/transport/endpoint';
import type { Fields } from '../../nodes/MemoriesAi/transport/fields';
import type { JsonObject } from '../../nodes/MemoriesAi/transport/json';
import type { Outcome } from '../../nodes/MemoriesAi/transport/outcome';
import { requestWithRetry } from '../../nodes/MemoriesAi/transport/request';

/**
 * A node that does nothing but one call of the transport, and puts out what became of it: for kinds of
 * replies and bodies on their own, apart from the operations that use them.
 */
export const probeType = 'n8n-nodes-memories-ai.probe';

/** What every call may set; a call that says nothing costs credits and is a POST of `{}`. */
interface AnyCall {
	effect?: Effect;
	route?: Partial<Route>;
	fields?: Fields;
	options?: Partial<RequestOptions>;
}

export interface EnvelopeCall extends AnyCall {
	reply: 'envelope';
}

export interface FileCall extends AnyCall {
	reply: 'file';
	/** What n8n's own nodes do with a file, unless given. */
	store?: (context: IExecuteFunctions) => ReplySink['file'];
}

export interface EventsCall extends AnyCall {
	reply: 'events';
	onEvent?: (event: JsonObject) => void;
}

export type ProbeCall = EnvelopeCall | FileCall | EventsCall;

const calls: ProbeCall[] = [];

/** @returns the parameters of a probe that makes the call */
export function probeParameters(call: ProbeCall): { call: number } {
	return { call: calls.push(call) - 1 };
}

/** Stores a file as n8n's own nodes do, with the type that its header says. */
export function storeIn({ helpers }: IExecuteFunctions): ReplySink['file'] {
	return async (body, headers) =>
		await helpers.prepareBinaryData(body, 'file', String(headers['content-type']));
}

export class ProbeNode implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Probe',
		name: 'probe',
		group: ['transform'],
		version: 1,
		description: 'Makes one call',
		defaults: { name: 'Probe' },
		inputs: ['main'],
		outputs: ['main'],
		credentials: [{ name: CREDENTIAL, required: true }],
		properties: [{ displayName: 'Call', name: 'call', type: 'number', default: 0 }],
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const call = calls[Number(this.getNodeParameter('call', 0))];
		if (!call) throw new UnexpectedError('The test has not said what to call');
		return [[await make(this, call)]];
	}
}

async function make(context: IExecuteFunctions, call: ProbeCall): Promise<INodeExecutionData> {
	switch (call.reply) {
		case 'envelope':
			return item(await send(context, call, call.reply, undefined));
		case 'events': {
			const onEvent = call.onEvent ?? (() => undefined);
			return item(await send(context, call, call.reply, onEvent));
		}
		case 'file': {
			const store = (call.store ?? storeIn)(context);
			const outcome = await send(context, call, call.reply, store);
			return item(outcome, outcome.kind === 'success' ? outcome.data : undefined);
		}
	}
}

async function send<K extends ReplyKind>(
	context: IExecuteFunctions,
	{ effect = 'charge', route: given, fields = {}, options }: AnyCall,
	reply: K,
	sink: ReplySink[K],
) {
	const account = await readAccount(context, 0);
	const route: Route = { method: 'POST', path: '/probe', encoding: 'json', fields: {}, ...given };
	return await requestWithRetry<K>({
		context,
		account,
		endpoint: { effect, reply, timeout: 'idle', perSecond: 1e6, routes: { v1: route } },
		route,
		fields,
		options: { maxRetries: 3, itemIndex: 0, ...options },
		sink,
	});
}

function item(outcome: Outcome<ReplyData[ReplyKind]>, file?: IBinaryData): INodeExecutionData {
	const json: IDataObject = { ...outcome };
	return file ? { json, binary: { data: file } } : { json };
}
