import type { IExecuteFunctions } from 'n8n-workflow';

import { InvalidParameter } from '../errors/invalidParameter';
import { LONGEST_CALLBACK_URL } from './callbackUrl';

/** The URL that wakes this execution; n8n puts a secret into it. */
export function resumeUrlOf(context: IExecuteFunctions): string {
	return String(context.evaluateExpression('{{ $execution.resumeUrl }}', 0));
}

/**
 * Checks, before anything is sent, that Memories.ai can call this n8n.
 *
 * @param apiUrl where requests go: a stand-in on the same network may call a local address
 * @throws InvalidParameter with what to set
 */
export function checkResumeUrl(resumeUrl: string, apiUrl: string): void {
	if (resumeUrl.length > LONGEST_CALLBACK_URL) {
		throw new InvalidParameter(
			`Wait For: this n8n's address is too long to be called back (${resumeUrl.length} characters, ${LONGEST_CALLBACK_URL} are possible)`,
			`Set WEBHOOK_URL of your n8n to a shorter address, or choose Ask Regularly. It is: ${withoutSecret(resumeUrl)}.`,
		);
	}
	if (isLocal(new URL(apiUrl).hostname)) return;
	const { protocol, hostname } = new URL(resumeUrl);
	if (protocol !== 'https:' || isLocal(hostname)) {
		throw new InvalidParameter(
			'Wait For: Memories.ai cannot call this n8n back',
			`It needs a public address that starts with https://. Set WEBHOOK_URL of your n8n to the address under which the internet reaches it, or choose Ask Regularly. It is: ${withoutSecret(resumeUrl)}.`,
		);
	}
}

function withoutSecret(url: string): string {
	return url.split('?', 1)[0] ?? '';
}

/** Loopback, private networks (RFC 1918, RFC 4193), and names that only exist inside one. */
function isLocal(hostname: string): boolean {
	if (/^\d+(\.\d+){3}$/.test(hostname)) {
		return /^(0|10|127|169\.254|192\.168|172\.(1[6-9]|2\d|3[01]))\./.test(hostname);
	}
	if (hostname.startsWith('[')) return /^\[(::1?\]|f[cd]|fe80)/i.test(hostname);
	return !hostname.includes('.') || /\.(localhost|local|internal|lan|home\.arpa)$/i.test(hostname);
}
