/**
 * How much further apart than allowed requests start: on their way they come closer together, and a
 * server that counts strictly would refuse every second one.
 */
export const MARGIN = 1.03;

/**
 * After so many requests in a row, or a refusal, requests start on beats of the clock, one interval
 * apart, which all processes have in common although they know nothing of each other. So two of them
 * meet on a beat or not at all, and none slips into the little time that another leaves.
 */
const FREE_STARTS = 5;

/**
 * On a beat the one that was refused comes first, and the one that tries to go faster comes last, by
 * this part of an interval each. So nobody is refused again and again, or by somebody's trying.
 */
const STEP = 0.0125;

/**
 * Several processes take turns: the one that is refused after others of its requests were taken leaves
 * the account to whoever took it, for so many beats, and takes it back then.
 */
const TURN_BEATS = 20;

/** Or for so many, when it had the account to itself for long: then the other has little to send. */
const SHORT_BREAK_BEATS = 2;

/** When the turn was over before it began, as it is where many share an account. */
const BROKEN_TURN_BEATS = 4;

/** After so many refusals or broken turns in a row, it is not others: the account allows less. */
const SURELY_TOO_FAST = 4;

/** Faster than this, in milliseconds, is slowed down at once: it has no documented limit to trust. */
const SHORTEST_SLOWED_MS = 250;

const LONGEST_SLOWED_MS = 64_000;

/** How long requests have to go through before it tries to go twice as fast, in milliseconds. */
const SHORTEST_TRIAL_MS = 2_000;
const LONGEST_TRIAL_MS = 600_000;

/** An account that sent nothing for so much longer than an interval is idle, in milliseconds. */
const IDLE_MS = 1_000;

/**
 * How far apart the requests of one kind start: as documented, further after refusals, and back step
 * by step. It learns from refusals alone, so processes that share an account share its limit.
 */
export class AdaptiveInterval {
	/** In milliseconds. */
	readonly usual: number;

	#interval: number;

	/** When the last request started; before any, and after a refusal, long ago. */
	#startedAt = -Infinity;

	#startsInARow = 0;

	#pausedUntil = -Infinity;

	/** Until one goes through, requests start so far apart, in milliseconds. */
	#oneByOne = 0;

	#refusedAt = -Infinity;

	#refusalsInARow = 0;

	/** Requests that went through since the last refusal, or since it goes faster. */
	#successes = 0;

	/** The same when the first of several refusals in a row came. */
	#turn = 0;

	#brokenTurns = 0;

	/** Goes twice as fast as was known to be right. */
	#isTrying = false;

	#changedAt = -Infinity;

	#trialMs: number;

	/**
	 * @param perSecond how many requests may start in a second
	 * @param phase when the beats of this account are, as a part of an interval, so that not all
	 *   accounts of this world send at the same moment
	 */
	constructor(
		perSecond: number,
		private readonly phase: number,
	) {
		this.usual = (1000 / perSecond) * MARGIN;
		this.#interval = this.usual;
		this.#trialMs = this.#firstTrialMs;
	}

	/** How far apart requests start at present, in milliseconds. */
	get interval(): number {
		return Math.max(this.#interval, this.#oneByOne);
	}

	/**
	 * @param now in milliseconds since epoch
	 * @param isRetry whether the request was refused before
	 * @returns when the next request may start, in milliseconds since epoch
	 */
	nextStart(now: number, isRetry: boolean): number {
		const next = Math.max(this.#startedAt + this.interval, this.#pausedUntil);
		if (!this.#keepsBeat(now)) return next;
		const steps = this.#isTrying || this.#refusalsInARow === 1 ? 2 : isRetry ? 0 : 1;
		// Whoever came late on its beat is not late for the next.
		const early = Math.max(next - 2 * STEP * this.usual, this.#pausedUntil, now);
		const first = this.usual * (this.phase + STEP * steps);
		return Math.ceil((early - first) / this.usual - 1e-6) * this.usual + first;
	}

	/** @param at when a request starts, in milliseconds since epoch */
	started(at: number): void {
		this.#startsInARow = this.#isIdle(at) ? 1 : this.#startsInARow + 1;
		this.#startedAt = at;
	}

	/**
	 * @param startedAt when the request that went through started, in milliseconds since epoch
	 * @param now in milliseconds since epoch
	 */
	succeeded(startedAt: number, now: number): void {
		if (startedAt <= this.#refusedAt) return;
		this.#refusalsInARow = 0;
		this.#oneByOne = 0;
		this.#successes += 1;
		if (this.#successes > 1) this.#holdOn();
		if (this.#interval > this.usual && now - this.#changedAt >= this.#trialMs) this.#tryFaster(now);
	}

	/**
	 * Several that were under way together and are refused together count once.
	 *
	 * @param startedAt when the refused request started, in milliseconds since epoch
	 * @param now in milliseconds since epoch
	 * @param waitAfter how long to wait, in milliseconds, after so many refusals in a row before
	 */
	refused(startedAt: number, now: number, waitAfter: (refusals: number) => number): void {
		const wait = waitAfter(this.#refusalsInARow);
		if (startedAt <= this.#refusedAt) {
			this.pauseUntil(now + Math.min(wait, waitAfter(0)));
			return;
		}
		if (this.#refusalsInARow === 0) this.#turn = this.#successes;
		const beats = this.#beatsToLeave();
		if (this.#isTooFast()) this.#slowDown(now);
		this.#refusedAt = now;
		this.#refusalsInARow += 1;
		this.#successes = 0;
		this.#isTrying = false;
		this.#oneByOne = Math.max(wait, this.#interval);
		this.#startedAt = -Infinity;
		this.pauseUntil(now + Math.max(this.#oneByOne, beats * this.usual));
	}

	/** @param until in milliseconds since epoch; a shorter pause does not end a longer one */
	pauseUntil(until: number): void {
		this.#pausedUntil = Math.max(this.#pausedUntil, until);
	}

	get #firstTrialMs(): number {
		return Math.max(TURN_BEATS * this.usual, SHORTEST_TRIAL_MS);
	}

	#isIdle(now: number): boolean {
		const isUsual = this.#interval === this.usual && this.#refusalsInARow === 0;
		return isUsual && now - this.#startedAt > 2 * this.usual + IDLE_MS;
	}

	/** No timer is as fine as the beats of a pace that is unlimited. */
	#keepsBeat(now: number): boolean {
		if (this.usual < 1 || this.#isIdle(now)) return false;
		return this.#startsInARow >= FREE_STARTS || this.#refusedAt > -Infinity;
	}

	#beatsToLeave(): number {
		if (this.usual < SHORTEST_SLOWED_MS) return 0;
		if (this.#isTrying || this.#refusalsInARow !== 1 || this.#turn === 0) return 0;
		if (this.#turn > 2 * TURN_BEATS) return SHORT_BREAK_BEATS;
		// Not all the same, or those who left together would return together.
		return (this.#turn === 1 ? BROKEN_TURN_BEATS : TURN_BEATS) * (0.75 + Math.random() / 2);
	}

	#isTooFast(): boolean {
		if (this.#refusalsInARow === 0 && this.#successes === 1) this.#brokenTurns += 1;
		return (
			this.#isTrying ||
			this.usual < SHORTEST_SLOWED_MS ||
			this.#refusalsInARow >= SURELY_TOO_FAST ||
			this.#brokenTurns >= SURELY_TOO_FAST
		);
	}

	#slowDown(now: number): void {
		if (this.#isTrying) this.#trialMs = Math.min(2 * this.#trialMs, LONGEST_TRIAL_MS);
		const slower = Math.max(2 * this.#interval, SHORTEST_SLOWED_MS);
		this.#interval = Math.max(this.usual, Math.min(slower, LONGEST_SLOWED_MS));
		this.#changedAt = now;
		this.#brokenTurns = 0;
	}

	#tryFaster(now: number): void {
		const faster = this.#interval / 2;
		this.#interval = faster < SHORTEST_SLOWED_MS ? this.usual : Math.max(this.usual, faster);
		this.#changedAt = now;
		this.#successes = 0;
		this.#isTrying = true;
	}

	/** What went well twice is no trial any more. */
	#holdOn(): void {
		this.#brokenTurns = 0;
		this.#isTrying = false;
		if (this.#interval === this.usual) this.#trialMs = this.#firstTrialMs;
	}
}
