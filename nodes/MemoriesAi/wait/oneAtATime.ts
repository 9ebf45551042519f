/** Of calls that ask for the same work: one is under way, one is queued, and the others share the latter. */
export class OneAtATime<T> {
	#running?: Promise<T>;

	#queued?: Promise<T>;

	/**
	 * @param work not begun where it is queued already: that begins later than this call, so it serves
	 *   this one, too
	 */
	async run(work: () => Promise<T>): Promise<T> {
		if (!this.#running && !this.#queued) return await this.#start(work);
		this.#queued ??= this.#next(work);
		return await this.#queued;
	}

	async #next(work: () => Promise<T>): Promise<T> {
		// Its failure is told to those who wait for it.
		await Promise.allSettled([this.#running]);
		this.#queued = undefined;
		return await this.#start(work);
	}

	async #start(work: () => Promise<T>): Promise<T> {
		this.#running = work().finally(() => {
			this.#running = undefined;
		});
		return await this.#running;
	}
}
