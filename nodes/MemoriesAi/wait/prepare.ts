import type { IExecuteFunctions } from 'n8n-workflow';

import { checkResumeUrl, resumeUrlOf } from '../api/resumeUrl';
import { isWithinAgent } from '../errors/agentTool';
import { InvalidParameter } from '../errors/invalidParameter';
import type { Account } from '../transport/account';
import { readAccount } from '../transport/account';
import type { WaitSettings } from './waitOptions';
import { readWaitSettings } from './waitOptions';

/**
 * Reads how to wait.
 *
 * @param always the operation is itself a wait, without a choice
 * @returns `undefined` when the node does not wait
 * @throws InvalidParameter when an option is not filled in right
 */
export function prepareWait(context: IExecuteFunctions, always: boolean): WaitSettings | undefined {
	const settings = readWaitSettings(context, always);
	return settings.waitFor === 'nothing' ? undefined : settings;
}

/**
 * Checks, before anything is sent for an item, that its videos can be waited for.
 *
 * @param account of the item
 * @throws InvalidParameter when they cannot
 */
export async function checkCanWait(
	context: IExecuteFunctions,
	{ waitFor }: WaitSettings,
	account: Account,
): Promise<void> {
	if (account.apiVersion !== 'v1') {
		throw new InvalidParameter(
			'Waiting does not exist in the API Version of this credential',
			'Set Wait For to No, or use a credential of API Version Current.',
		);
	}
	if (waitFor !== 'callback') return;
	checkItCanSleep(context);
	if (context.getNode().executeOnce) {
		throw new InvalidParameter(
			'Wait For: a workflow cannot sleep with the setting Execute Once',
			'n8n would lose the ids of what was sent. Switch Execute Once off and put a Limit node before this one, or choose Until Indexed (Polling).',
		);
	}
	checkResumeUrl(resumeUrlOf(context), account.baseUrl);
	if (!(await isReadableAsleep(context, account))) {
		throw new InvalidParameter(
			'Wait For: this credential depends on the item, and a sleeping execution has none',
			'Choose Until Indexed (Polling), or use a credential without an expression on the item.',
		);
	}
}

/**
 * n8n puts a step of an execution to sleep, and nothing less. Its agents that need no workflow have no
 * execution.
 */
function checkItCanSleep(context: IExecuteFunctions): void {
	if (!isWithinAgent(context) && context.getExecutionId()) return;
	throw new InvalidParameter(
		'Wait For: a tool cannot sleep until it is called back, unless its agent is an AI Agent node of version 3',
		'Nothing was sent. In this tool, set Wait For to No or to Until Indexed (Polling), or add a new AI Agent node in place of the old one.',
	);
}

/** A call that wakes the execution reads the credential without an item, as it is read here. */
async function isReadableAsleep(context: IExecuteFunctions, { id }: Account): Promise<boolean> {
	try {
		return (await readAccount(context, context.getInputData().length)).id === id;
	} catch (error) {
		// What it cannot be evaluated with is no matter: the user is told what to do instead.
		context.logger.debug(`The credential needs an item: ${String(error)}`);
		return false;
	}
}
