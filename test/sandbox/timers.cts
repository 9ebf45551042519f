/** Timeouts that can all be called off, so that nothing outlives the sandbox. */
export class Timers {
	private readonly running = new Set<NodeJS.Timeout>();

	/** Runs `then` after `ms`; at once, before returning, when `ms` is 0. */
	after(ms: number, then: () => void): void {
		if (ms === 0) {
			then();
			return;
		}
		const timer = setTimeout(() => {
			this.running.delete(timer);
			then();
		}, ms);
		this.running.add(timer);
	}

	/** Resolves after `ms`; never, when called off. */
	wait(ms: number): Promise<void> {
		return new Promise((resolve) => {
			this.after(ms, resolve);
		});
	}

	clear(): void {
		for (const timer of this.running) clearTimeout(timer);
		this.running.clear();
	}
}
