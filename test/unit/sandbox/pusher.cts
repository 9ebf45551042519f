import type { Socket } from 'node:net';

import type { Sandbox } from '../../sandbox/sandbox.cjs';
import { until } from './client.cjs';
import { dial, head } from './wire.cjs';

/** Pushes as fast as the connection takes it; what has left us is counted. */
export class Pusher {
	ended: 'reset' | 'closed' | undefined;
	private readonly socket: Socket;

	constructor(
		sandbox: Sandbox,
		path: string,
		readonly total: number,
	) {
		this.socket = dial(sandbox);
		// Depending on whether we read or write when it happens.
		this.socket.on('error', (error) => {
			if (/ECONNRESET|EPIPE/.test(error.message)) this.ended = 'reset';
		});
		this.socket.on('close', () => (this.ended ??= 'closed'));
		this.socket.write(head(sandbox, path, total));
		const piece = Buffer.alloc(256 * 1024, 'x');
		let left = total;
		const push = () => {
			while (left > 0 && !this.socket.destroyed) {
				const next = piece.subarray(0, left);
				left -= next.length;
				if (!this.socket.write(next)) return;
			}
		};
		this.socket.on('drain', push);
		push();
	}

	get sent(): number {
		return this.socket.bytesWritten - this.socket.writableLength;
	}
}

/** Waits until a number of bytes has not changed for a good while. */
export async function untilAtRest(bytes: () => number): Promise<void> {
	let before = -1;
	let same = 0;
	await until('nothing moves any more', () => {
		same = bytes() === before ? same + 1 : 0;
		before = bytes();
		return same === 30;
	});
}
