/**
 * @param headers with names in lower case
 * @returns the name that a reply gives its file (RFC 6266), where it does
 */
export function fileNameOf(headers: Readonly<Record<string, unknown>>): string | undefined {
	const disposition = String(headers['content-disposition'] ?? '');
	const encoded = /;\s*filename\*\s*=\s*utf-8'[^']*'([^\s;]+)/i.exec(disposition)?.[1];
	const plain = /;\s*filename\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;"]+))/i.exec(disposition);
	const name = decoded(encoded) ?? plain?.[1]?.replace(/\\(.)/g, '$1') ?? plain?.[2];
	return name?.trim() || undefined;
}

function decoded(text: string | undefined): string | undefined {
	if (text === undefined) return undefined;
	try {
		return decodeURIComponent(text);
	} catch {
		// Not encoded as it says: the plain name, if there is one, is what is left.
		return undefined;
	}
}
