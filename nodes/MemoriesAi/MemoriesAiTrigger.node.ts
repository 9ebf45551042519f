import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';
import { NodeConnectionTypes } from 'n8n-workflow';

import { webhookMethods } from './methods/webhookMethods';
import { eventsProperty, eventsSubtitle } from './trigger/eventChoices';
import { withoutDoubled } from './trigger/firstOfAll';
import { noticeProperties, triggerPanel } from './trigger/howTo';
import { receive } from './trigger/receive';

export class MemoriesAiTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Memories.ai Trigger',
		name: 'memoriesAiTrigger',
		icon: {
			light: 'file:../../icons/memoriesAi.svg',
			dark: 'file:../../icons/memoriesAi.dark.svg',
		},
		group: ['trigger'],
		// The first: for each call of a node of version 1, n8n evaluates an expression before it reads the body.
		version: 2,
		subtitle: eventsSubtitle,
		// n8n merges the two nodes in its picker, so this is read as about both.
		description: 'Upload, search and question videos, or start a workflow when one is indexed',
		eventTriggerDescription: 'Waiting for Memories.ai to call the Test URL',
		activationMessage: 'Paste the Production URL into Callback URL where you upload or scrape.',
		defaults: { name: 'Memories.ai Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		// Always: n8n 1 does not show a field that a credential depends on.
		credentials: [{ name: 'memoriesAiApi', required: true }],
		webhooks: [
			{
				name: 'default',
				httpMethod: 'POST',
				responseMode: 'onReceived',
				// Nothing of n8n's own, so that it reads the answer that the node gives.
				responseData: '',
				path: 'webhook',
			},
		],
		triggerPanel,
		properties: [
			...noticeProperties,
			eventsProperty,
			{
				displayName: 'Verify With Memories.ai',
				name: 'verify',
				type: 'boolean',
				default: true,
				description:
					'Whether to ask Memories.ai with your key if each callback is true, and refuse those about videos it does not know. Callbacks carry no signature, so without this anyone who learns the URL can start the workflow. Needs a key of the current API version.',
			},
			{
				displayName: 'Options',
				name: 'options',
				type: 'collection',
				placeholder: 'Add Option',
				default: {},
				options: [
					{
						displayName: 'If Unverified',
						name: 'ifUnverified',
						type: 'options',
						options: [
							{
								name: 'Start the Workflow',
								value: 'start',
								description: 'The item says "verified": false',
							},
							{
								name: 'Refuse the Callback',
								value: 'refuse',
								description: 'The workflow does not start, and Memories.ai is told to call later',
							},
						],
						default: 'start',
						description:
							'What to do with a callback when Memories.ai cannot be asked in time, or does not show the same yet. No failure of a whole scrape can be verified.',
					},
					{
						displayName: 'Ignore Duplicates',
						name: 'ignoreDuplicates',
						type: 'boolean',
						default: true,
						description:
							'Whether the same callback, sent more than once, starts the workflow only once. After one that could not be verified, a verified one starts it again.',
					},
					{
						displayName: 'Unique IDs',
						name: 'uniqueIds',
						type: 'string',
						default: '',
						placeholder: 'e.g. my-project, other-project',
						description:
							'Where to look for the videos when verifying, separated by commas or lines. If empty, all Unique IDs of the account are tried.',
					},
				],
			},
		],
	};

	webhookMethods = webhookMethods;

	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return await receive(this);
	}

	/** Of a run that `webhook` has started; without it, n8n would hand on its item as it is. */
	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return [await withoutDoubled(this)];
	}
}
