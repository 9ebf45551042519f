import { startSandbox, type Sandbox } from '../sandbox/sandbox.cjs';

/** Where requests go, and where they must not go. */
export interface Hosts {
	readonly api: Sandbox;
	/** Another host, which must never hear anything. */
	readonly elsewhere: Sandbox;
	/** An address whose certificate is not to be trusted. */
	readonly selfSigned: Sandbox;
	/** An address at which nobody listens. */
	readonly nobody: string;
	/** An address that does not exist. */
	readonly nowhere: string;
	close(): Promise<void>;
}

export async function startHosts(): Promise<Hosts> {
	// Without timers: what is uploaded is indexed, and what is scraped is there, at once.
	const api = await startSandbox({ indexAfterMs: 0, downloadAfterMs: 0 });
	const elsewhere = await startSandbox();
	const selfSigned = await startSandbox({ tls: true });
	return {
		api,
		elsewhere,
		selfSigned,
		// A port that is given to nobody who asks for any free one, as other tests do meanwhile.
		nobody: 'http://127.0.0.1:1',
		// Reserved for names that never exist: RFC 2606.
		nowhere: 'http://memories-ai.invalid',
		async close() {
			await Promise.all([api.close(), elsewhere.close(), selfSigned.close()]);
		},
	};
}
