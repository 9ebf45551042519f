import { existsSync, readFileSync, writeFileSync } from 'node:fs';

/**
 * The most memory that the process held resident since it started or since `resetPeakMemory`, in
 * bytes. Undefined where the system does not tell (only Linux does).
 */
export function peakMemory(pid: number): number | undefined {
	const file = `/proc/${pid}/status`;
	if (!existsSync(file)) return undefined;
	const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(file, 'utf8'))?.[1];
	return kilobytes === undefined ? undefined : Number(kilobytes) * 1024;
}

/** Sets the peak back to what the process holds now, where the system can (5: see proc(5), clear_refs). */
export function resetPeakMemory(pid: number): void {
	const file = `/proc/${pid}/clear_refs`;
	if (existsSync(file)) writeFileSync(file, '5');
}
