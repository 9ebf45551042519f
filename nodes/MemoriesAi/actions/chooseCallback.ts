import type { IExecuteFunctions } from 'n8n-workflow';

import { resumeUrlOf } from '../api/resumeUrl';
import { InvalidParameter } from '../errors/invalidParameter';
import { readAdditionalFields } from '../parameters/additionalFields';
import { callbackFields, toCallbackUrl } from '../parameters/callbackFields';
import { readWaitFor } from '../wait/waitFor';

/**
 * There is one callback: the user's own, or the one that wakes this execution.
 *
 * @throws InvalidParameter when the user wants both, or the fields do not go together
 */
export function readCallbackUrl(context: IExecuteFunctions, itemIndex: number): string | undefined {
	const own = readAdditionalFields(context, itemIndex, callbackFields);
	if (readWaitFor(context) !== 'callback') return toCallbackUrl(own);
	if (own.callbackUrl !== undefined || own.callbackReference !== undefined) {
		throw new InvalidParameter(
			'Callback URL and Callback Reference cannot be used while Wait For is Sleep Until Called Back',
			'There is one callback, and it wakes this workflow. Remove the fields, or choose another Wait For.',
		);
	}
	return resumeUrlOf(context);
}
