import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

import { z } from 'zod';

import { Timers } from './timers.cjs';

/** A slow line to the server, such as a hotel's. */
export const linkSchema = z
	.object({
		/** Round trip; each direction takes half of it. */
		latencyMs: z.number().min(0).default(0),
		/** In each direction, shared by all connections; no limit when left out. */
		megabitsPerSecond: z.number().positive().default(Infinity),
	})
	.strict();

export type LinkInput = z.input<typeof linkSchema>;
type LinkSettings = z.output<typeof linkSchema>;

/** What one connection may send before it is the next one's turn. */
const TURN_BYTES = 16 * 1024;
/** A line with nothing to send for so long was idle: that time is lost. Less is our own lateness. */
const IDLE_MS = 5;
/** The most that lateness is made up for. */
const CATCH_UP_MS = 100;

/** A link that is up. */
export interface Link {
	port: number;
	/** Cuts every connection. */
	close(): Promise<void>;
}

/**
 * Puts a link in front of a server on 127.0.0.1: what connects to the link's port talks to the
 * server's. What the one side does (ends, resets) reaches the other, in its turn and as late.
 * @param port of the link; 0 takes a free one
 * @throws the error of the socket when the port is in use
 */
export async function openLink(
	settings: LinkSettings,
	port: number,
	serverPort: number,
): Promise<Link> {
	const host = '127.0.0.1';
	const up = new Lane(settings);
	const down = new Lane(settings);
	const handshakes = new Timers();
	const open = new Set<Socket>();
	const options = { allowHalfOpen: true, noDelay: true };
	const listener = createServer(options, (client) => {
		const server = connect({ ...options, host, port: serverPort });
		for (const socket of [client, server]) {
			open.add(socket);
			socket.once('close', () => open.delete(socket));
		}
		const request: Flow = { from: client, to: server };
		const response: Flow = { from: server, to: client };
		passOnEnd(request, up);
		passOnEnd(response, down);
		passOnBytes(response, down);
		// To a real client, the connection would be there only now.
		handshakes.after(settings.latencyMs, () => {
			passOnBytes(request, up);
		});
	});
	listener.listen(port, host);
	await once(listener, 'listening');
	const address = listener.address();
	if (address === null || typeof address === 'string') throw new Error('The link has no port');
	return {
		port: address.port,
		async close() {
			up.stop();
			down.stop();
			handshakes.clear();
			for (const socket of open) socket.destroy();
			listener.close();
			await once(listener, 'close');
		},
	};
}

function passOnEnd({ from, to }: Flow, lane: Lane): void {
	from.on('end', () => {
		lane.follow(() => to.end());
	});
	from.on('error', () => {
		lane.follow(() => to.resetAndDestroy());
	});
}

function passOnBytes(flow: Flow, lane: Lane): void {
	const offer = () => {
		lane.offer(flow);
	};
	flow.from.on('readable', offer);
	flow.to.on('drain', offer);
}

/** One direction of one connection. */
interface Flow {
	from: Socket;
	to: Socket;
}

/** Something on its way to the other end. */
interface Parcel {
	arrivesAt: number;
	deliver(): void;
}

/**
 * One direction of the link. The connections that have something to send take turns; what was sent
 * arrives half a round trip later. Nothing is read from a connection before its turn, nor while
 * what it is sent to is full, so at most what fits on the line is held here.
 */
class Lane {
	private readonly waiting = new Set<Flow>();
	private readonly onTheWay: Parcel[] = [];
	/** When the line has sent what it was given; milliseconds, as {@link performance.now}. */
	private freeAt = 0;
	private emptySince = 0;
	private alarm: NodeJS.Timeout | undefined;
	private readonly halfTripMs: number;
	private readonly msPerByte: number;

	constructor({ latencyMs, megabitsPerSecond }: LinkSettings) {
		this.halfTripMs = latencyMs / 2;
		this.msPerByte = 8 / 1000 / megabitsPerSecond;
	}

	/** The connection has something to send, or can send again. */
	offer(flow: Flow): void {
		const now = performance.now();
		if (this.waiting.size === 0 && now - this.emptySince > IDLE_MS) {
			this.freeAt = Math.max(this.freeAt, now);
		}
		this.waiting.add(flow);
		this.work();
	}

	/** Does this at the other end, after all that was sent before. */
	follow(deliver: () => void): void {
		const arrivesAt = Math.max(this.freeAt, performance.now()) + this.halfTripMs;
		this.onTheWay.push({ arrivesAt, deliver });
		this.work();
	}

	stop(): void {
		clearTimeout(this.alarm);
		this.waiting.clear();
		this.onTheWay.length = 0;
	}

	private work(): void {
		const now = performance.now();
		this.deliver(now);
		this.freeAt = Math.max(this.freeAt, now - CATCH_UP_MS);
		for (const flow of this.waiting) {
			if (this.freeAt > now) break;
			// To the end of the queue, or out of it.
			this.waiting.delete(flow);
			if (this.send(flow)) this.waiting.add(flow);
			if (this.waiting.size === 0) this.emptySince = now;
		}
		const next = Math.min(
			this.onTheWay[0]?.arrivesAt ?? Infinity,
			this.waiting.size > 0 ? this.freeAt : Infinity,
		);
		clearTimeout(this.alarm);
		if (next === Infinity) return;
		this.alarm = setTimeout(() => {
			this.work();
		}, next - now);
	}

	/** @returns whether the connection has more to send */
	private send({ from, to }: Flow): boolean {
		if (to.writableNeedDrain) return false;
		const chunk: unknown = from.read(Math.min(TURN_BYTES, from.readableLength));
		if (!Buffer.isBuffer(chunk)) return false;
		this.freeAt += chunk.length * this.msPerByte;
		const arrivesAt = Math.max(this.freeAt, performance.now()) + this.halfTripMs;
		this.onTheWay.push({ arrivesAt, deliver: () => to.write(chunk) });
		return from.readableLength > 0;
	}

	private deliver(now: number): void {
		for (let first = this.onTheWay[0]; first; first = this.onTheWay[0]) {
			if (first.arrivesAt > now) return;
			this.onTheWay.shift();
			first.deliver();
		}
	}
}
