import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Socket } from 'node:net';
import { useFakeTimers } from '../engine/fakeTimers.cjs';

/**
 * Time that passes as soon as everything waits for it, so that minutes of waiting are tested in an
 * instant: only timeouts and clocks are simulated, requests really travel. Unlike the time of the
 * engine tests, this one also passes while requests are open, once nothing moves on them any more;
 * otherwise nobody would ever give up a request that gets no answer.
 */
export interface PassingTime {
	/** Lets time pass until the promise is settled. */
	pass<T>(promise: Promise<T>): Promise<T>;
}

/** In milliseconds of real time, far more than any run takes. */
const PATIENCE_MS = 20_000;

/** Turns of the event loop without a request under way after which nothing more will come by itself. */
const QUIET_TURNS = 20;

/**
 * Turns without a byte on an open connection after which none is expected. Should one come after
 * all, little is lost: time passes from timer to timer, and there are hundreds until a request is
 * given up.
 */
const STILL_TURNS = 30;

interface Traffic {
	bytes: number;
	/** How many turns of the event loop ago that changed. */
	stillFor: number;
}

function realNow(): number {
	return Number(process.hrtime.bigint() / 1_000_000n);
}

/** Call once, within the `describe` whose tests live in this time. */
export function usePassingTime(): PassingTime {
	const open = new Map<Socket, Traffic>();
	const track = (message: unknown) => {
		const { socket } = message as { socket: Socket };
		open.set(socket, { bytes: 0, stillFor: 0 });
		socket.once('close', () => open.delete(socket));
	};

	/** Whether anything is on its way on any connection, as far as one can see after this turn. */
	function anyMoves(): boolean {
		let moves = false;
		for (const [{ connecting, bytesRead, bytesWritten }, traffic] of open) {
			const bytes = bytesRead + bytesWritten;
			// Finding an address and connecting move nothing that could be seen.
			traffic.stillFor = !connecting && bytes === traffic.bytes ? traffic.stillFor + 1 : 0;
			traffic.bytes = bytes;
			if (traffic.stillFor < STILL_TURNS) moves = true;
		}
		return moves;
	}

	async function quiet(deadline: number): Promise<void> {
		for (let turns = 0; turns < QUIET_TURNS; turns = anyMoves() ? 0 : turns + 1) {
			if (realNow() > deadline) throw new Error('Time passes, but no end comes');
			await new Promise<void>((resolve) => {
				setImmediate(resolve);
			});
		}
	}

	beforeAll(() => {
		subscribe('net.client.socket', track);
	});
	useFakeTimers();
	afterAll(() => {
		unsubscribe('net.client.socket', track);
	});

	return {
		async pass(promise) {
			const state = { settled: false };
			const settle = () => {
				state.settled = true;
			};
			promise.then(settle, settle);
			const deadline = realNow() + PATIENCE_MS;
			for (;;) {
				await quiet(deadline);
				if (state.settled) break;
				await jest.advanceTimersToNextTimerAsync();
			}
			return await promise;
		},
	};
}
