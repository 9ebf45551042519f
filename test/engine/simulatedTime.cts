import type { ClientRequest } from 'node:http';
import type { Socket } from 'node:net';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { useFakeTimers } from './fakeTimers.cjs';

export interface PassingTime {
	/** Lets time pass until the promise is settled. */
	pass<T>(promise: Promise<T>): Promise<T>;
}

/**
 * Time that passes only when everything waits for it, so that half an hour of waiting is tested in
 * an instant: only timeouts and clocks are simulated, requests really travel. The sandbox of the same
 * process lives in the same time.
 */
export interface SimulatedTime extends PassingTime {
	/** Returns once nothing goes on any more but the wait for time to pass. */
	untilAsleep(): Promise<void>;
}

/** What time does not pass by. */
export interface Traffic {
	/** On which Node.js announces all that may be under way, and what to do then. */
	readonly channels: Readonly<Record<string, (message: unknown) => void>>;
	/** Asked once in every turn of the event loop. */
	readonly isUnderWay: () => boolean;
}

/** In milliseconds of real time; only ends what hangs, with more to say than jest has. */
const PATIENCE_MS = 60_000;

/** Turns of the event loop without anything under way after which nothing more will come by itself. */
const QUIET_TURNS = 20;

function realNow(): number {
	return Number(process.hrtime.bigint() / 1_000_000n);
}

/**
 * Requests, until they are answered or given up. Node.js announces one when all of it was sent; before,
 * while its file may still be read from a disk, there is the connection that was opened for it.
 *
 * @param held how many of them get no answer unless time passes
 */
export function openRequests(held = 0): Traffic {
	const open = new Set<ClientRequest | Socket>();
	const add = (one: ClientRequest | Socket) => {
		open.add(one);
		one.once('close', () => open.delete(one));
	};
	return {
		channels: {
			'net.client.socket': (message) => {
				add((message as { socket: Socket }).socket);
			},
			'http.client.request.start': (message) => {
				const { request } = message as { request: ClientRequest };
				add(request);
				// Others may use the connection again later.
				if (request.socket) open.delete(request.socket);
			},
		},
		isUnderWay: () => open.size > held,
	};
}

/** Call once, at the top level of a test file or within the `describe` whose tests live in this time. */
export function useSimulatedTime(traffic = openRequests()): SimulatedTime {
	beforeAll(() => {
		for (const [name, track] of Object.entries(traffic.channels)) subscribe(name, track);
	});
	useFakeTimers();
	afterAll(() => {
		for (const [name, track] of Object.entries(traffic.channels)) unsubscribe(name, track);
	});

	async function quiet(): Promise<void> {
		const deadline = realNow() + PATIENCE_MS;
		for (let turns = 0; turns < QUIET_TURNS; turns = traffic.isUnderWay() ? 0 : turns + 1) {
			if (realNow() > deadline) throw new Error('What was waited for does not come');
			await new Promise<void>((resolve) => {
				setImmediate(resolve);
			});
		}
	}

	return {
		async untilAsleep() {
			do await quiet();
			while (jest.getTimerCount() === 0);
		},
		async pass(promise) {
			const state = { settled: false };
			const settle = () => {
				state.settled = true;
			};
			promise.then(settle, settle);
			for (;;) {
				await quiet();
				if (state.settled) break;
				await jest.advanceTimersToNextTimerAsync();
			}
			return await promise;
		},
	};
}
