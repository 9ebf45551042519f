import type { ServerResponse } from 'node:http';

/** Responses that a fault keeps open, so that they can be let go of. */
export class OpenResponses {
	private readonly open = new Set<ServerResponse>();

	add(response: ServerResponse): void {
		this.open.add(response);
		response.once('close', () => this.open.delete(response));
	}

	/** Cuts the connections of all of them. */
	cut(): void {
		for (const { socket } of this.open) socket?.destroy();
	}
}
