import type { ClientRequest } from 'node:http';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { useFakeTimers } from './fakeTimers.cjs';

/**
 * Time that passes only when everything waits for it, so that half an hour of waiting is tested in
 * an instant: only timeouts and clocks are simulated, requests really travel. The sandbox of the same
 * process lives in the same time.
 */
export interface SimulatedTime {
	/** Lets time pass until the promise is settled. */
	pass<T>(promise: Promise<T>): Promise<T>;
	/** Returns once nothing goes on any more but the wait for time to pass. */
	untilAsleep(): Promise<void>;
}

/** In milliseconds of real time, far more than anything between two requests takes. */
const PATIENCE_MS = 10_000;

/** Turns of the event loop without a request under way after which nothing more will come by itself. */
const QUIET_TURNS = 20;

function realNow(): number {
	return Number(process.hrtime.bigint() / 1_000_000n);
}

/** Call at the top level of a test file, after `useSandbox`. */
export function useSimulatedTime(): SimulatedTime {
	const open = new Set<ClientRequest>();
	const track = (message: unknown) => {
		const { request } = message as { request: ClientRequest };
		open.add(request);
		request.once('close', () => open.delete(request));
	};

	beforeAll(() => {
		subscribe('http.client.request.start', track);
	});
	useFakeTimers();
	afterAll(() => {
		unsubscribe('http.client.request.start', track);
	});

	async function quiet(): Promise<void> {
		for (let turns = 0; turns < QUIET_TURNS; turns = open.size > 0 ? 0 : turns + 1) {
			await new Promise<void>((resolve) => {
				setImmediate(resolve);
			});
		}
	}

	async function untilAsleep(): Promise<void> {
		const deadline = realNow() + PATIENCE_MS;
		do {
			await quiet();
			if (realNow() > deadline) throw new Error('Nothing waits for time to pass');
		} while (jest.getTimerCount() === 0);
	}

	return {
		untilAsleep,
		async pass(promise) {
			const state = { settled: false };
			const settle = () => {
				state.settled = true;
			};
			promise.then(settle, settle);
			const deadline = realNow() + PATIENCE_MS;
			for (;;) {
				await quiet();
				if (state.settled) break;
				if (realNow() > deadline) throw new Error('Time passes, but no end comes');
				await jest.advanceTimersToNextTimerAsync();
			}
			return await promise;
		},
	};
}
