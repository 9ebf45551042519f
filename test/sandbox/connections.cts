import type { Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** The connections of a server, as TCP sees them: what speaks TLS cannot be reset itself. */
export class Connections {
	/** By the port of the client, which nobody else has meanwhile. */
	private readonly sockets = new Map<number | undefined, Socket>();

	watch(server: Server): void {
		server.on('connection', (socket: Socket) => {
			const { remotePort } = socket;
			this.sockets.set(remotePort, socket);
			socket.once('close', () => this.sockets.delete(remotePort));
		});
	}

	/** Ends the connection of a response with a TCP reset. */
	reset({ socket }: ServerResponse): void {
		if (socket) this.sockets.get(socket.remotePort)?.resetAndDestroy();
	}
}
