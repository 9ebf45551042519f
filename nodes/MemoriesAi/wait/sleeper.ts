import type { Callback } from '../api/callback';
import type { Json } from '../transport/json';
import { isJsonObject, parseJson } from '../transport/json';
import { afterRefusal } from './beatSchedule';
import { Heartbeat } from './heartbeat';
import type { Progress } from './job';
import { isFinal } from './job';
import { OneAtATime } from './oneAtATime';
import type { SleepMemory } from './sleepMemory';
import { combine, firstMemory, parseMemory, withCallback, withCheck } from './sleepMemory';
import type { SleepState } from './state';

/** Those that this process looks after, by the sleep's id. */
const sleepers = new Map<string, Sleeper>();

/** How many callbacks lead to a check each, although others are still to come: such may be lost. */
const CHECKS_OF_CALLBACKS = 3;

/** What goes along with a call of the heartbeat: the name says that it is one. */
const BEAT = 'memoriesAiBeat';

/** What the process that looks after a sleep knows of it: no items, and nothing of n8n's. */
export class Sleeper {
	/** Checks of one sleep: those who call meanwhile share the next one. */
	readonly checks = new OneAtATime<readonly Progress[] | undefined>();

	/** Whether it has been woken, here. */
	ended = false;

	#memory: SleepMemory;

	/** What has been called back and is to be seen by the next check. */
	#heard: Callback[] = [];

	/** Of what was called back, the numbers of videos; they may be lies. */
	readonly #calledBack = new Set<string>();

	#checksLeft = CHECKS_OF_CALLBACKS;

	#isBeat = false;

	#failures = 0;

	readonly #heartbeat: Heartbeat;

	constructor({ id, progress, settings, addresses, startedAt }: SleepState) {
		const { timeoutMs } = settings;
		this.#memory = firstMemory(progress);
		this.#heartbeat = new Heartbeat(
			{ addresses, startedAt, timeoutMs },
			() => ({ [BEAT]: beatOf(this.#memory) }),
			() => sleepers.delete(id),
		);
		sleepers.set(id, this);
	}

	get memory(): SleepMemory {
		return this.#memory;
	}

	/** Takes in what a call of the heartbeat brings along. */
	hearBeat(memory: SleepMemory): void {
		this.#memory = combine(memory, this.#memory);
		this.#isBeat = true;
	}

	/**
	 * @param progress of before the sleep
	 * @returns whether to check now. Of many videos, only the last one's callback can end the sleep;
	 *   where one of them gets lost, the heartbeat sees it.
	 */
	hearCallback(callback: Callback, progress: readonly Progress[]): boolean {
		this.#memory = withCallback(this.#memory, progress, callback);
		if (this.#isOwn(callback, progress)) this.#heard.push(callback);
		if (callback.videoNo !== undefined) this.#calledBack.add(callback.videoNo);
		if (callback.event.startsWith('task.') || !this.#isLate()) return true;
		this.#checksLeft -= 1;
		return this.#checksLeft >= 0;
	}

	#isOwn({ videoNo, taskId }: Callback, progress: readonly Progress[]): boolean {
		if (taskId !== undefined && progress.some(({ job }) => job.taskId === taskId)) return true;
		return this.#memory.some(({ videos }) => videos.some((video) => video.videoNo === videoNo));
	}

	/** Whether a video is known of that nobody has called back about, and that was not final when seen. */
	#isLate(): boolean {
		return this.#memory.some(({ videos, told }) =>
			videos.length === 0
				? told !== 'FAILED'
				: videos.some((video) => !isFinal(video) && !this.#calledBack.has(video.videoNo)),
		);
	}

	/** To be called when a check begins: what was heard until then is its own. */
	takeHeard(): { heard: readonly Callback[]; isBeat: boolean } {
		const taken = { heard: this.#heard, isBeat: this.#isBeat };
		this.#heard = [];
		this.#isBeat = false;
		return taken;
	}

	/** @returns how far the jobs have come by what a check has shown, and by what is known besides */
	learn(seen: readonly Progress[], isBeat: boolean): Progress[] {
		const { memory, progress } = withCheck(this.#memory, seen, isBeat);
		this.#memory = memory;
		this.#failures = 0;
		return progress;
	}

	/**
	 * Looks after the sleep from here.
	 *
	 * @param asleep whether the execution is known to sleep by now
	 */
	carryOn(asleep: boolean): void {
		void this.#heartbeat.carryOn(asleep);
	}

	/** The same after a check that Memories.ai has refused: it is done again before long. */
	tryAgain(): void {
		this.#failures += 1;
		void this.#heartbeat.carryOn(true, afterRefusal(this.#failures));
	}

	end(): void {
		this.ended = true;
		this.#heartbeat.stop();
	}
}

/** @returns what this process knows of the sleep: nothing more than n8n, where it takes its first call */
export function sleeperOf(state: SleepState): Sleeper {
	return sleepers.get(state.id) ?? new Sleeper(state);
}

/**
 * @param text of a call
 * @returns `undefined` when it is none of the heartbeat
 */
export function parseBeat(text: string | undefined, jobs: number): SleepMemory | undefined {
	if (!text?.includes(BEAT)) return undefined;
	try {
		const body = parseJson(text);
		return isJsonObject(body) ? parseMemory(body[BEAT], jobs) : undefined;
	} catch {
		// No beat is broken: somebody else has written it.
		return undefined;
	}
}

function beatOf(memory: SleepMemory): Json {
	return memory.map(({ videos, stableChecks, told }) => ({
		videos: videos.map(({ videoNo, status }) => ({
			videoNo,
			...(status !== undefined && { status }),
		})),
		stableChecks,
		...(told !== undefined && { told }),
	}));
}
