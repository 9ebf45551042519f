import type { Fault } from './faults.cjs';

/** Faults waiting for requests, first come first served. */
export class FaultQueue {
	private readonly waiting: { fault: Fault; left: number }[] = [];

	add(fault: Fault): void {
		this.waiting.push({ fault, left: fault.times ?? Infinity });
	}

	/** @returns the fault for one request to this endpoint, used up once. */
	take(endpoint: string): Fault | undefined {
		const at = this.waiting.findIndex(
			({ fault }) => fault.endpoint === '*' || fault.endpoint === endpoint,
		);
		const found = this.waiting[at];
		if (!found) return undefined;
		found.left -= 1;
		if (found.left === 0) this.waiting.splice(at, 1);
		return found.fault;
	}

	reset(): void {
		this.waiting.length = 0;
	}
}
