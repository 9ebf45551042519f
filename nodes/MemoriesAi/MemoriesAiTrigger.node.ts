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
import { withoutDoubled } from './trigger/firstOfAll';
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
		subtitle:
			'={{ $parameter["events"].length ? $parameter["events"].join(", ") : "all callbacks" }}',
		description: 'Starts the workflow when Memories.ai calls back, such as when a video is indexed',
		eventTriggerDescription: 'Waiting for Memories.ai to call the Test URL',
		activationMessage: 'Paste the Production URL into Callback URL where you upload or scrape.',
		defaults: { name: 'Memories.ai Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [
			{
				name: 'memoriesAiApi',
				required: true,
				displayOptions: { show: { verify: [true] } },
			},
		],
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
		triggerPanel: {
			header: 'Start on callbacks from Memories.ai',
			executionsHelp: {
				inactive:
					'Copy the <b>Production URL</b> from the Webhook URLs above into <b>Callback URL</b> of a Memories.ai node, then publish (activate) this workflow. The Test URL only works for two minutes after you click the button above.',
				active:
					'The <b>Production URL</b> starts this workflow whenever Memories.ai calls it, in the background: see the executions list. The Test URL only works for two minutes after you click the button above.',
			},
			activationHint:
				'Publish (activate) the workflow once it works: the Production URL answers only then.',
		},
		properties: [
			{
				displayName:
					'Paste the <b>Production URL</b> of this node into <b>Callback URL</b> of the Memories.ai node that uploads or scrapes, and publish (activate) this workflow. The Test URL works only while you are testing here.',
				name: 'urlNotice',
				type: 'notice',
				default: '',
			},
			{
				displayName: 'Events',
				name: 'events',
				type: 'multiOptions',
				// n8n makes the entries of its node picker from these: "On upload indexed".
				options: [
					{
						name: 'Scrape Downloaded',
						value: 'SUCCEEDED',
						description: 'SUCCEEDED: a scrape has its videos; they are not indexed yet',
					},
					{
						name: 'Scrape Failed',
						value: 'FAILED',
						description: 'FAILED: a scrape, or one of its videos, did not succeed',
					},
					{
						name: 'Scraped Video Indexed',
						value: 'INDEXING_SUCCEEDED',
						description: 'INDEXING_SUCCEEDED: a scraped video is ready for search and chat',
					},
					{
						name: 'Upload Failed',
						value: 'FAIL',
						description: 'FAIL: an uploaded video could not be indexed',
					},
					{
						name: 'Upload Indexed',
						value: 'PARSE',
						description: 'PARSE: an uploaded video is ready for search and chat',
					},
					{
						name: 'Upload Queued',
						value: 'UNPARSE',
						description: 'UNPARSE: an uploaded video waits for indexing',
					},
				],
				default: [],
				hint: 'None chosen means all',
				description: 'Which callbacks start the workflow',
			},
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
				placeholder: 'Add option',
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
