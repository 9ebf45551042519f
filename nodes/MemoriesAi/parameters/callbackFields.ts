import { LONGEST_CALLBACK_URL, withReference } from '../api/callbackUrl';
import { InvalidParameter } from '../errors/invalidParameter';
import type { CollectionFields } from './collection';
import { parseText } from './parse';
import { parseWebAddress } from './webAddress';

/** How Memories.ai tells how far a video has come. */
export const callbackFields = {
	callbackReference: {
		property: {
			displayName: 'Callback Reference',
			type: 'string',
			default: '',
			placeholder: 'e.g. order-1042',
			description:
				'Text of your own that comes back as "reference" in the output of the Memories.ai Trigger. It becomes part of the Callback URL.',
		},
		parse: parseText,
	},
	callbackUrl: {
		property: {
			displayName: 'Callback URL',
			type: 'string',
			default: '',
			placeholder: 'e.g. https://your-n8n.example.com/webhook/.../webhook',
			description:
				'Address that Memories.ai calls when the status changes, up to 299 characters. Paste the Production URL of a Memories.ai Trigger.',
		},
		parse: parseWebAddress,
	},
} satisfies CollectionFields;

/**
 * @param callback values of `callbackFields`
 * @returns the address for the endpoint, which the reference is part of
 * @throws InvalidParameter when they cannot be sent together
 */
export function toCallbackUrl(callback: {
	readonly callbackUrl?: string;
	readonly callbackReference?: string;
}): string | undefined {
	const { callbackUrl: url, callbackReference: reference } = callback;
	if (url === undefined) {
		if (reference === undefined) return undefined;
		throw new InvalidParameter(
			'Callback Reference needs a Callback URL',
			'The reference travels in the Callback URL. Add that field, or remove the reference.',
		);
	}
	const whole = reference === undefined ? url : withReference(url, reference);
	if (whole.length > LONGEST_CALLBACK_URL) {
		const together = reference === undefined ? '' : ', together with Callback Reference,';
		throw new InvalidParameter(
			`Callback URL${together} must not be longer than ${LONGEST_CALLBACK_URL} characters`,
			`It has ${whole.length}. Use a shorter address${reference === undefined ? '' : ' or reference'}.`,
		);
	}
	return whole;
}
