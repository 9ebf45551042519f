/**
 * Whether a host is only known on this machine or in its network: loopback, private networks (RFC 1918,
 * RFC 4193), and names that only exist inside one.
 */
export function isLocal(hostname: string): boolean {
	if (/^\d+(\.\d+){3}$/.test(hostname)) {
		return /^(0|10|127|169\.254|192\.168|172\.(1[6-9]|2\d|3[01]))\./.test(hostname);
	}
	if (hostname.startsWith('[')) return /^\[(::1?\]|f[cd]|fe80)/i.test(hostname);
	return !hostname.includes('.') || /\.(localhost|local|internal|lan|home\.arpa)$/i.test(hostname);
}
