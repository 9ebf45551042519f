/** @returns what replaces a secret wherever it stands in a text */
export function redactorOf(secret: string): (text: string) => string {
	// A server that quotes the request may quote it as part of a URL.
	const forms = [secret, encodeURIComponent(secret)];
	return (text) => forms.reduce((redacted, form) => redacted.replaceAll(form, '(API key)'), text);
}
