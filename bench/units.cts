/** Sizes are counted as Memories.ai counts its 3 GB: in powers of 1024. */
export const KILOBYTE = 1024;
export const MEGABYTE = 1024 ** 2;
export const GIGABYTE = 1024 ** 3;

/** All values together; 0 where there is none. */
export function sum(values: number[]): number {
	return values.reduce((total, value) => total + value, 0);
}

/** The middle of at least one value. */
export function median(values: number[]): number {
	const sorted = [...values].sort((a, b) => a - b);
	const upper = sorted[Math.floor(sorted.length / 2)];
	const lower = sorted[Math.floor((sorted.length - 1) / 2)];
	if (upper === undefined || lower === undefined) throw new Error('There is no value');
	return (lower + upper) / 2;
}

/** For a person: `3 GB`, `42 MB`, `7.4 kB`. */
export function formatSize(bytes: number): string {
	if (bytes >= GIGABYTE) return `${round(bytes / GIGABYTE)} GB`;
	if (bytes >= MEGABYTE) return `${round(bytes / MEGABYTE)} MB`;
	return `${round(bytes / KILOBYTE)} kB`;
}

/** For a person: `0.42 s`, `12.3 s`. */
export function formatSeconds(seconds: number): string {
	return `${seconds < 10 ? seconds.toFixed(2) : seconds.toFixed(1)} s`;
}

function round(value: number): string {
	return String(value < 10 ? Number(value.toFixed(1)) : Math.round(value));
}
