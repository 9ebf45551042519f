import type { Settings } from './settings.cjs';

/** Long enough for a slow receiver, short enough for a test to see that nobody answers. */
const DELIVERY_TIMEOUT_MS = 10_000;

/** One callback, from the moment it is sent. */
export interface CallbackRecord {
	url: string;
	contentType: string;
	body: Record<string, string>;
	/** Milliseconds since epoch. */
	at: number;
	/** Status that the receiver answered; missing until then. */
	status?: number;
	/** Why it could not be delivered. */
	error?: string;
}

/** Sends callbacks and keeps what became of them. Nothing is sent twice: no retry is documented. */
export class Callbacks {
	readonly log: CallbackRecord[] = [];
	private stop = new AbortController();

	constructor(private readonly settings: Settings) {}

	send(url: string, body: Record<string, string>): void {
		const form = this.settings.callbackContentType === 'form';
		const record: CallbackRecord = {
			url,
			contentType: form ? 'application/x-www-form-urlencoded' : 'application/json',
			body,
			at: Date.now(),
		};
		this.log.push(record);
		const text = form ? new URLSearchParams(body).toString() : JSON.stringify(body);
		void this.deliver(record, text);
	}

	/** Calls off what is on its way and forgets the rest. */
	reset(): void {
		this.stop.abort();
		this.stop = new AbortController();
		this.log.length = 0;
	}

	private async deliver(record: CallbackRecord, text: string): Promise<void> {
		try {
			const response = await fetch(record.url, {
				method: 'POST',
				headers: { 'content-type': record.contentType },
				body: text,
				redirect: 'manual',
				signal: AbortSignal.any([this.stop.signal, AbortSignal.timeout(DELIVERY_TIMEOUT_MS)]),
			});
			await response.arrayBuffer();
			record.status = response.status;
		} catch (error) {
			record.error = explain(error);
		}
	}
}

/** `fetch failed` alone says nothing; the reason is in its cause. */
function explain(error: unknown): string {
	if (!(error instanceof Error)) return String(error);
	return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}
