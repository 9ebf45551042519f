/** @returns milliseconds of `yyyy-MM-dd HH:mm:ss`, read as UTC; undefined where that is no moment */
export function toMilliseconds(text: string): number | undefined {
	if (!/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(text)) return undefined;
	const date = new Date(`${text.replace(' ', 'T')}Z`);
	if (Number.isNaN(date.getTime())) return undefined;
	const exists = date.toISOString().startsWith(text.replace(' ', 'T'));
	return exists ? date.getTime() : undefined;
}
