import { InvalidParameter } from '../errors/invalidParameter';
import { isLocal } from './localAddress';

/** Documented for `callback` of uploads; kept to everywhere. */
export const LONGEST_CALLBACK_URL = 299;

/** The trigger finds the reference under this name in the URL that it is called by. */
export const REFERENCE_PARAMETER = 'reference';

/**
 * Adds the reference to the URL, so that it comes back with the callback. The rest of the URL
 * stays as it was typed.
 */
export function withReference(callbackUrl: string, reference: string): string {
	const [address = '', fragment] = callbackUrl.split('#', 2);
	const separator = !address.includes('?') ? '?' : /[?&]$/.test(address) ? '' : '&';
	// What is no character, such as half of an emoji, becomes the sign for that, as in every text sent.
	const text = Buffer.from(reference).toString();
	const parameter = `${REFERENCE_PARAMETER}=${encodeURIComponent(text)}`;
	return `${address}${separator}${parameter}${fragment === undefined ? '' : `#${fragment}`}`;
}

/**
 * Checks, before anything is sent, that Memories.ai can reach the address that it is to call.
 *
 * @param apiUrl where requests go: a stand-in on the same network may call a local address
 * @throws InvalidParameter when only this machine or its network knows the address
 */
export function checkCallbackUrl(callbackUrl: string, apiUrl: string): void {
	const { hostname } = new URL(callbackUrl);
	if (isLocal(new URL(apiUrl).hostname) || !isLocal(hostname)) return;
	throw new InvalidParameter(
		`Callback URL: Memories.ai cannot reach ${hostname}, which is an address inside your own network`,
		'It needs an address that the internet reaches. Set WEBHOOK_URL of your n8n to its public address and copy the Production URL of the Memories.ai Trigger again, or remove Callback URL and let Wait For wait until indexed (polling).',
	);
}

/** Whether an address is the Test URL of a trigger, which n8n opens for one call only. */
export function isTestUrl(callbackUrl: string): boolean {
	return new URL(callbackUrl).pathname.includes('/webhook-test/');
}
