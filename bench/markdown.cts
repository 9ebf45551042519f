import { accountFigures } from './account-markdown.cjs';
import type { LargeFile, Load, ManyFiles, Results, Sender, SlowLink, Trigger } from './results.cjs';
import { rateOf, sender as senders, triggerRatio } from './results.cjs';
import { asMarkdown } from './table.cjs';
import { outcome, uploads } from './tables.cjs';
import { formatSeconds, formatSize, sum } from './units.cjs';

/** One line per size, one column per sender: time, and what n8n's memory grew by. */
function largeFiles(files: LargeFile[]): string {
	const sizes = [...new Set(files.map(({ bytes }) => bytes))];
	const cell = (bytes: number, sender: Sender) => {
		const file = files.find((one) => one.bytes === bytes && one.sender === sender);
		if (file?.seconds === undefined) return file ? outcome(file) : '';
		const time = formatSeconds(file.seconds);
		const { memoryGrowth } = file;
		return memoryGrowth === undefined ? time : `${time}, ${formatSize(memoryGrowth)} of memory`;
	};
	const table = asMarkdown({
		head: ['One file of', ...senders.options],
		rows: sizes.map((bytes) => [
			formatSize(bytes),
			...senders.options.map((sender) => cell(bytes, sender)),
		]),
	});
	const rounds = sizes.map((bytes) => {
		const own = files.find((file) => file.bytes === bytes);
		return `${own ? uploads(own) : 0} for ${formatSize(bytes)}`;
	});
	return `${table}

Medians of ${rounds.join(', ')}, in turns. Time is that of the node alone, as n8n shows it; memory is how far the peak of n8n's process rose during the execution, in a process that had sent one small file before (the first upload of each process, where there were several). curl sends the same file to the same place without n8n.`;
}

function manyFiles({ files, bytes, perSecond, floorSeconds, runs }: ManyFiles): string {
	const table = asMarkdown({
		head: [
			`${files} files of ${formatSize(bytes)}`,
			'Arrived',
			'Refused, shown red',
			'Refused, shown green',
			'Time',
		],
		rows: runs.map((run) => [
			run.sender,
			String(run.arrived),
			String(run.red),
			String(run.greenFailed),
			run.seconds === undefined ? (run.failure ?? '') : formatSeconds(run.seconds),
		]),
	});
	return `${table}

The API took ${perSecond} uploads per second here, so that it does not take long, and refused what came faster with code 0429 under HTTP 200; ${formatSeconds(floorSeconds)} is the least possible. Requests per Second was ${perSecond}.`;
}

function slowLink({ files, bytes, latencyMs, megabits, floorSeconds, runs }: SlowLink): string {
	const table = asMarkdown({
		head: [`${files} files of ${formatSize(bytes)}, Concurrency`, 'Time', 'Memory'],
		rows: runs.map((run) => [
			String(run.concurrency),
			run.seconds === undefined ? (run.failure ?? '') : formatSeconds(run.seconds),
			run.memoryGrowth === undefined ? '' : formatSize(run.memoryGrowth),
		]),
	});
	return `${table}

Over a line of ${latencyMs} ms and ${megabits} Mbit/s, which needs ${formatSeconds(floorSeconds)} for the bytes alone; with no limit on the pace.`;
}

function loadAndSize({ nodesMilliseconds, packedBytes, unpackedBytes, files }: Load): string {
	return `Both nodes load in ${Math.round(nodesMilliseconds)} ms. The package has ${files} files: ${formatSize(packedBytes)} packed, ${formatSize(unpackedBytes)} unpacked.`;
}

function callbacks(measured: Trigger): string {
	const { callbacks: count, parallel, receivers } = measured;
	const setups = [...new Set(receivers.map(({ setup }) => setup))];
	const names = [...new Set(receivers.map(({ receiver }) => receiver))];
	const table = asMarkdown({
		head: [
			`${count} callbacks, ${parallel} at a time, to`,
			...setups.map((setup) => `Per second, n8n ${setup}`),
		],
		rows: names.map((receiver) => [
			receiver,
			...setups.map((setup) => rateOf(measured, setup, receiver).toFixed(0)),
		]),
	});
	const ratio = triggerRatio(measured, 'as it comes', 'Webhook node');
	const rounds = receivers.flatMap((one) => one.rounds);
	const lost = sum(rounds.map((round) => round.lost));
	const doubled = sum(rounds.map((round) => round.doubled));
	return `${table}

Each callback starts a workflow of its own: ${lost} were lost, ${doubled} came twice. The trigger asks the API about every one of them first, unless it is told not to. As it comes, n8n 2 builds a sandbox for expressions before it calls a trigger, which takes longer than all else here. It spares only its own Webhook node, as long as that has no expression, so every other trigger is slower; this one has ${ratio.toFixed(2)} times that rate. With N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE=true, n8n builds a sandbox only where an expression needs one.`;
}

function machine({
	date,
	machine: { cpu, cores, memoryBytes, system },
	versions,
}: Results): string {
	return `Measured by \`npm run bench\` on ${date} against the stand-in API on the same machine: ${cpu}, ${cores} cores, ${formatSize(memoryBytes)} of memory, ${system}, n8n ${versions.n8n}, Node.js ${versions.node}. All figures are in [bench/results.json](../bench/results.json).`;
}

/** What was measured, as a document. */
export function asDocument(results: Results): string {
	return [
		largeFiles(results.files),
		manyFiles(results.many),
		slowLink(results.link),
		callbacks(results.trigger),
		...accountFigures(results),
		loadAndSize(results.load),
		machine(results),
	].join('\n\n');
}
