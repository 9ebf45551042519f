import type { INodeProperties, INodeTypeDescription } from 'n8n-workflow';

/** How the node's URLs are used: for good, and while a workflow is built. */
export const noticeProperties: INodeProperties[] = [
	{
		displayName:
			'<b>Live:</b> under <b>Webhook URLs</b> above, choose <b>Production URL</b> and click it to copy. Paste it into <b>Callback URL</b> of the Memories.ai node that uploads or scrapes, and publish (activate) this workflow.',
		name: 'liveNotice',
		type: 'notice',
		default: '',
	},
	{
		displayName:
			'<b>Test:</b> paste the <b>Test URL</b> into <b>Callback URL</b> instead, click <b>Execute step</b> here, and within two minutes upload a video. Calls that you make up yourself are refused (403) unless you turn off <b>Verify With Memories.ai</b>.',
		name: 'testNotice',
		type: 'notice',
		default: '',
	},
];

/** What n8n shows beside the fields, where the output will be. */
export const triggerPanel: INodeTypeDescription['triggerPanel'] = {
	header: 'Start on callbacks from Memories.ai',
	executionsHelp: {
		inactive:
			'<b>Live:</b> copy the <b>Production URL</b> from Webhook URLs into <b>Callback URL</b> of the Memories.ai node that uploads or scrapes, then publish (activate) this workflow.<br><br><b>Test:</b> copy the <b>Test URL</b> there instead, click the button above, and upload a video within two minutes.',
		active:
			'The <b>Production URL</b> starts this workflow whenever Memories.ai calls it, in the background: see the executions list.<br><br>The <b>Test URL</b> answers one call, within two minutes after you click the button above.',
	},
	activationHint:
		'Publish (activate) the workflow once it works: the Production URL answers only then.',
};
