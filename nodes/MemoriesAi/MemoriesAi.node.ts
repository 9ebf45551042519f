import type {
	IExecuteFunctions,
	IHookFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { operations } from './operations';
import { propertiesOf } from './operations/properties';
import { runOperation } from './operations/run';
import { wakeUp } from './operations/wait';
import { optionsProperty } from '../parameters/options';

export class MemoriesAi implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Memories.ai',
		name: 'memoriesAi',
		icon: {
			light: 'file:../../icons/memoriesAi.svg',
			dark: 'file:../../icons/memoriesAi.dark.svg',
		},
		group: ['output'],
		version: 1,
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description: 'Upload videos and images to Memories.ai, or let it fetch them',
		defaults: { name: 'Memories.ai' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'memoriesAiApi', required: true }],
		waitingNodeTooltip: 'Sleeping until Memories.ai calls back',
		webhooks: [
			{
				name: 'default',
				httpMethod: 'POST',
				responseMode: 'onReceived',
				path: '',
				restartWebhook: true,
			},
		],
		properties: [
			...propertiesOf(operations, {
				image: 'uploadImages',
				task: 'get',
				video: 'uploadFile',
			}),
			optionsProperty,
		],
	};

	/** The webhook only wakes a sleeping execution, under a URL of n8n's: nothing is registered. */
	webhookMethods = {
		default: {
			async checkExists(this: IHookFunctions): Promise<boolean> {
				return true;
			},
			async create(this: IHookFunctions): Promise<boolean> {
				return true;
			},
			async delete(this: IHookFunctions): Promise<boolean> {
				return true;
			},
		},
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return [await runOperation(this, operations)];
	}

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await wakeUp(this);
	}
}
