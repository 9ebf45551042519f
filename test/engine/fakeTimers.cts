/**
 * Simulates clocks and timeouts in every test of a file, and nothing else: what really travels needs
 * the event loop, and `setInterval` belongs to servers that look after their connections.
 */
export function useFakeTimers(): void {
	beforeEach(() => {
		jest.useFakeTimers({
			doNotFake: [
				'hrtime',
				'nextTick',
				'queueMicrotask',
				'setImmediate',
				'clearImmediate',
				'setInterval',
				'clearInterval',
			],
		});
	});
	afterEach(() => {
		jest.useRealTimers();
	});
}

/** Returns as soon as it is so, however long that really takes: simulated time stands still meanwhile. */
export async function untilSo(isSo: () => boolean): Promise<void> {
	while (!isSo()) {
		await new Promise<void>((resolve) => {
			setImmediate(resolve);
		});
	}
}
