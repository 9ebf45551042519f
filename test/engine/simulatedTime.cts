import type { ClientRequest } from 'node:http';
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
	/** On which Node.js announces all that may be under way. */
	readonly channel: string;
	readonly track: (message: unknown) => void;
	/** Asked once in every turn of the event loop. */
	readonly isUnderWay: () => boolean;
}

/** In milliseconds of real time, far more than any run takes. */
const PATIENCE_MS = 20_000;

/** Turns of the event loop without anything under way after which nothing more will come by itself. */
const QUIET_TURNS = 20;

function realNow(): number {
	return Number(process.hrtime.bigint() / 1_000_000n);
}

/** Requests, from their start until they are answered or given up. */
function openRequests(): Traffic {
	const open = new Set<ClientRequest>();
	return {
		channel: 'http.client.request.start',
		track(message) {
			const { request } = message as { request: ClientRequest };
			open.add(request);
			request.once('close', () => open.delete(request));
		},
		isUnderWay: () => open.size > 0,
	};
}

/** Call once, at the top level of a test file or within the `describe` whose tests live in this time. */
export function useSimulatedTime(traffic = openRequests()): SimulatedTime {
	beforeAll(() => {
		subscribe(traffic.channel, traffic.track);
	});
	useFakeTimers();
	afterAll(() => {
		unsubscribe(traffic.channel, traffic.track);
	});

	async function quiet(deadline: number): Promise<void> {
		for (let turns = 0; turns < QUIET_TURNS; turns = traffic.isUnderWay() ? 0 : turns + 1) {
			if (realNow() > deadline) throw new Error('What was waited for does not come');
			await new Promise<void>((resolve) => {
				setImmediate(resolve);
			});
		}
	}

	return {
		async untilAsleep() {
			const deadline = realNow() + PATIENCE_MS;
			do await quiet(deadline);
			while (jest.getTimerCount() === 0);
		},
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
