import type { IExecuteFunctions } from 'n8n-workflow';

import { isTestUrl } from '../api/callbackUrl';
import { resumeUrlOf } from '../api/resumeUrl';
import { InvalidParameter } from '../errors/invalidParameter';
import { readAdditionalFields } from '../parameters/additionalFields';
import { callbackFields, toCallbackUrl } from '../parameters/callbackFields';
import { readWaitFor } from '../wait/waitFor';
import { hintOnce } from './hintOnce';

const TEST_URL_HINT =
	'Callback URL is a Test URL: it answers one call only, within two minutes after you click Execute Step on the trigger. Before you publish, replace it by the Production URL of the Memories.ai Trigger.';

/**
 * There is one callback: the user's own, or the one that wakes this execution.
 *
 * @throws InvalidParameter when the user wants both, or the fields do not go together
 */
export function readCallbackUrl(context: IExecuteFunctions, itemIndex: number): string | undefined {
	const own = readAdditionalFields(context, itemIndex, callbackFields);
	if (readWaitFor(context) !== 'callback') {
		const callbackUrl = toCallbackUrl(own);
		if (callbackUrl !== undefined && isTestUrl(callbackUrl)) hintOnce(context, TEST_URL_HINT);
		return callbackUrl;
	}
	if (own.callbackUrl !== undefined || own.callbackReference !== undefined) {
		throw new InvalidParameter(
			'Callback URL and Callback Reference cannot be used while Wait For is Until Indexed (Callback)',
			'There is one callback, and it wakes this workflow. Remove the fields, or choose another Wait For.',
		);
	}
	return resumeUrlOf(context);
}
