import { InvalidParameter } from '../errors/invalidParameter';
import { isUrl } from '../transport/url';
import { describeGiven, parseText } from './parse';

/**
 * Reads a web address.
 *
 * @returns as it was typed, because a signed link must stay as it is; but one with a character that no
 *   address may have, such as a blank or an umlaut, as a browser would send it
 * @throws InvalidParameter when it is no http or https address, with what is wrong with it
 */
export function parseWebAddress(value: unknown, label: string): string | undefined {
	const text = parseText(value, label);
	if (text === undefined) return undefined;
	const fault = faultOf(text);
	if (fault !== undefined) {
		throw new InvalidParameter(
			`${label}: the address ${fault}`,
			`Enter one that starts with https:// or http://, such as https://example.com/page. ${describeGiven(text)}`,
		);
	}
	return NOT_IN_URI.test(text) ? new URL(text).href : text;
}

/** All but what RFC 3986 lets stand in an address; the API's documents ask for one. */
const NOT_IN_URI = /[^\w!#$%&'()*+,./:;=?@[\]~-]/;

/** @returns what keeps a text from being a web address, in words that follow "the address" */
function faultOf(text: string): string | undefined {
	if (/[\r\n\u0085\p{Zl}\p{Zp}]/u.test(text)) return 'has a line break in it';
	if (/\p{Cc}/u.test(text)) return 'has a character in it that cannot be seen';
	if (/^(?:[a-z]:[\\/]|~?\/(?!\/)|\.{1,2}[\\/]|\\\\|file:)/i.test(text)) {
		return 'is the path of a file';
	}
	// A name with a port looks like a scheme as well.
	const scheme = /^([a-z][a-z\d+-]*):(?!\d)/i.exec(text)?.[1]?.toLowerCase();
	if (scheme === undefined) return 'does not start with https:// or http://';
	if (scheme !== 'https' && scheme !== 'http') return `starts with ${scheme}:, not with https://`;
	const authority = /^https?:\/\/([^/?#]*)/i.exec(text)?.[1];
	if (authority === undefined) return `does not have two slashes behind ${scheme}:`;
	if (/\shttps?:\/\//i.test(text)) return 'is not one, but several addresses';
	return faultOfAuthority(authority) ?? (isUrl(text) ? undefined : IMPOSSIBLE_HOST);
}

const IMPOSSIBLE_HOST = 'has a host that cannot exist';

/** @param authority host, with a port and a user name where there are any */
function faultOfAuthority(authority: string): string | undefined {
	if (/\s/.test(authority)) return 'has a blank in its host';
	const place = authority.replace(/^.*@/, '');
	const port = /:([^:\]]*)$/.exec(place)?.[1];
	if (place === '' || place === `:${port}`) return 'has no host';
	if (port !== undefined && !(/^\d*$/.test(port) && Number(port) <= 65_535)) {
		return 'has a port that cannot exist';
	}
	return undefined;
}
