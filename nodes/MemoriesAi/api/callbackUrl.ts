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
