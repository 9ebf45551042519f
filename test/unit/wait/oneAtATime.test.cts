import { OneAtATime } from '../../../nodes/MemoriesAi/wait/oneAtATime';

/** Work that ends when it is told to. */
function work() {
	const begun: Array<{ end: (result: string) => void; fail: (error: Error) => void }> = [];
	const begin = async () =>
		await new Promise<string>((end, fail) => {
			begun.push({ end, fail });
		});
	return { begun, begin };
}

it('has one under way and one queued, which all others share', async () => {
	const { begun, begin } = work();
	const checks = new OneAtATime<string>();
	const calls = Array.from({ length: 50 }, async () => await checks.run(begin));
	expect(begun).toHaveLength(1);
	begun[0]?.end('first');
	await calls[0];
	await new Promise(setImmediate);
	expect(begun).toHaveLength(2);
	begun[1]?.end('second');
	expect(await Promise.all(calls)).toEqual([
		'first',
		...Array.from({ length: 49 }, () => 'second'),
	]);
	expect(begun).toHaveLength(2);
});

it('begins the next one also after one that failed', async () => {
	const { begun, begin } = work();
	const checks = new OneAtATime<string>();
	const first = checks.run(begin);
	const second = checks.run(begin);
	begun[0]?.fail(new Error('busy'));
	await expect(first).rejects.toThrow('busy');
	await new Promise(setImmediate);
	begun[1]?.end('second');
	expect(await second).toBe('second');
	const third = checks.run(begin);
	expect(begun).toHaveLength(3);
	begun[2]?.end('third');
	expect(await third).toBe('third');
});
