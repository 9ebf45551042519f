import type { Socket } from 'node:net';
import type { Traffic } from '../engine/simulatedTime.cjs';

/**
 * Turns of the event loop without a byte on an open connection after which none is expected. Should
 * one come after all, little is lost: time passes from timer to timer, and there are hundreds until a
 * request is given up.
 */
const STILL_TURNS = 30;

interface Movement {
	bytes: number;
	/** How many turns of the event loop ago that changed. */
	stillFor: number;
}

/**
 * Connections on which something moves. Time passes by a request that is open, but on which nothing
 * moves any more; otherwise nobody would ever give up a request that gets no answer.
 */
export function movingConnections(): Traffic {
	const open = new Map<Socket, Movement>();
	return {
		channels: {
			'net.client.socket': (message) => {
				const { socket } = message as { socket: Socket };
				open.set(socket, { bytes: 0, stillFor: 0 });
				socket.once('close', () => open.delete(socket));
			},
		},
		isUnderWay() {
			let moves = false;
			for (const [{ connecting, bytesRead, bytesWritten }, movement] of open) {
				const bytes = bytesRead + bytesWritten;
				// Finding an address and connecting move nothing that could be seen.
				movement.stillFor = !connecting && bytes === movement.bytes ? movement.stillFor + 1 : 0;
				movement.bytes = bytes;
				if (movement.stillFor < STILL_TURNS) moves = true;
			}
			return moves;
		},
	};
}
