import { accountTables } from './account-tables.cjs';
import { byHandTable } from './by-hand-tables.cjs';
import type {
	Bar,
	LargeFile,
	Load,
	ManyFiles,
	Measurements,
	SlowLink,
	Trigger,
} from './results.cjs';
import { NONE, type Table } from './table.cjs';
import { formatSeconds, formatSize, MEGABYTE, sum } from './units.cjs';

const seconds = (value: number | undefined) => (value === undefined ? NONE : formatSeconds(value));
const size = (value: number | undefined) => (value === undefined ? NONE : formatSize(value));
const speed = (bytes: number, value: number | undefined) =>
	value === undefined ? NONE : (bytes / MEGABYTE / value).toFixed(1);

/** How many uploads of one sender were measured. */
export function uploads({ runs }: LargeFile): number {
	return sum(runs.map(({ seconds: each }) => each.length));
}

/** How the runs of one sender ended. */
export function outcome({ runs }: LargeFile): string {
	const failures = runs.flatMap(({ failure }) => failure ?? []);
	const [first] = failures;
	if (first === undefined) return 'all arrived';
	return `failed in ${failures.length} of ${runs.length} processes: ${first}`;
}

function largeFilesTable(files: LargeFile[]): Table {
	return {
		title: 'One large file (medians; time of the node alone)',
		head: [
			'File',
			'Sent with',
			'Uploads',
			'Time',
			'MB/s',
			'Memory growth',
			'Requests',
			'Bytes arrived',
			'Outcome',
		],
		rows: files.map((file) => [
			formatSize(file.bytes),
			file.sender,
			String(uploads(file)),
			seconds(file.seconds),
			speed(file.bytes, file.seconds),
			size(file.memoryGrowth),
			String(sum(file.runs.map(({ requests }) => requests))),
			String(sum(file.runs.map(({ bytesArrived }) => bytesArrived))),
			outcome(file),
		]),
	};
}

function manyFilesTable({ files, bytes, perSecond, floorSeconds, runs }: ManyFiles): Table {
	return {
		title: `${files} files of ${formatSize(bytes)}; the API takes ${perSecond} per second (at least ${formatSeconds(floorSeconds)})`,
		head: [
			'Sent with',
			'Arrived',
			'Green, arrived',
			'Failed, red',
			'Failed, green',
			'Missing',
			'Doubled',
			'Time',
			'Time / least',
			'Requests',
		],
		rows: runs.map((run) => [
			run.sender,
			String(run.arrived),
			String(run.greenArrived),
			String(run.red),
			String(run.greenFailed),
			String(run.missing),
			String(run.doubled),
			seconds(run.seconds),
			run.seconds === undefined ? NONE : (run.seconds / floorSeconds).toFixed(2),
			String(run.requests),
		]),
	};
}

function slowLinkTable({ files, bytes, latencyMs, megabits, floorSeconds, runs }: SlowLink): Table {
	return {
		title: `${files} files of ${formatSize(bytes)} over ${latencyMs} ms and ${megabits} Mbit/s (at least ${formatSeconds(floorSeconds)})`,
		head: ['At a time', 'Time', 'MB/s', 'Memory growth', 'Requests', 'Arrived', 'Outcome'],
		rows: runs.map((run) => [
			String(run.concurrency),
			seconds(run.seconds),
			speed(files * bytes, run.seconds),
			size(run.memoryGrowth),
			String(run.requests),
			String(run.arrived),
			run.failure ?? 'all green',
		]),
	};
}

function loadTable(load: Load): Table {
	const milliseconds = (value: number) => `${value.toFixed(1)} ms`;
	return {
		title: `Load time (medians of ${load.runs.length}) and size`,
		head: ['What', 'Figure'],
		rows: [
			['require of both nodes', milliseconds(load.nodesMilliseconds)],
			['n8n-workflow before them', milliseconds(load.workflowMilliseconds)],
			['Package, packed', formatSize(load.packedBytes)],
			['Package, unpacked', formatSize(load.unpackedBytes)],
			['Files in it', String(load.files)],
		],
	};
}

function triggerTable({ callbacks, parallel, receivers }: Trigger): Table {
	return {
		title: `${callbacks} callbacks, ${parallel} at a time`,
		head: ['n8n', 'Received with', 'Rounds', 'Accepted', 'Per second', 'Lost', 'Doubled'],
		rows: receivers.map(({ setup, receiver, perSecond, rounds }) => [
			setup,
			receiver,
			String(rounds.length),
			String(sum(rounds.map(({ accepted }) => accepted))),
			perSecond.toFixed(1),
			String(sum(rounds.map(({ lost }) => lost))),
			String(sum(rounds.map(({ doubled }) => doubled))),
		]),
	};
}

/** What was measured, as tables, in the order of the names that `--only` takes. */
export function tablesOf(measured: Measurements): Table[] {
	const { files, many, link, load, trigger } = measured;
	return [
		...(files ? [largeFilesTable(files)] : []),
		...(many ? [manyFilesTable(many)] : []),
		...(link ? [slowLinkTable(link)] : []),
		...(load ? [loadTable(load)] : []),
		...(trigger ? [triggerTable(trigger)] : []),
		...accountTables(measured),
		...(measured.byHand ? [byHandTable(measured.byHand)] : []),
	];
}

/** What has to hold, and whether it does. */
export function barsTable(bars: Bar[]): Table {
	return {
		title: 'Bars',
		head: ['What', 'Measured', 'Holds'],
		rows: bars.map(({ name, figures, holds }) => [name, figures, holds ? 'yes' : 'NO']),
	};
}
