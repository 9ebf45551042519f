import type { ServerResponse } from 'node:http';

/** Requests that a fault keeps waiting, so that they can be let go of. */
export class Held {
	private readonly waiting = new Set<ServerResponse>();

	add(response: ServerResponse): void {
		this.waiting.add(response);
		response.once('close', () => this.waiting.delete(response));
	}

	/** Cuts the connections of all of them. */
	release(): void {
		for (const { socket } of this.waiting) socket?.destroy();
	}
}
