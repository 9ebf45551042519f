import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { resources } from './actions';
import { propertiesOf, subtitleOf } from './actions/properties';
import { runOperation } from './actions/router';
import { listSearch } from './methods/listSearch';
import { webhookMethods } from './methods/webhookMethods';
import { optionsProperty } from './parameters/options';
import { resume } from './wait/resume';

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
		subtitle: subtitleOf(resources),
		description:
			'Upload or scrape videos and images, search them, get transcripts and ask questions about them',
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
		properties: [...propertiesOf(resources), optionsProperty],
	};

	methods = { listSearch };

	webhookMethods = webhookMethods;

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return [await runOperation(this, resources)];
	}

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await resume(this);
	}
}
