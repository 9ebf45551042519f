/**
 * In place of `URL.canParse`, which Node.js 20 answers wrong for a name with an umlaut once it has
 * been asked some thousand times.
 */
export function isUrl(text: string): boolean {
	try {
		return new URL(text).href !== '';
	} catch {
		// How the parser says no.
		return false;
	}
}
