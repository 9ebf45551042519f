import { accountBars } from './account-bars.cjs';
import {
	type Bar,
	type LargeFile,
	type ManyFiles,
	type Measurements,
	type Receiver,
	type Sender,
	type Setup,
	setup as setups,
	type SlowLink,
	type Trigger,
	triggerRatio,
} from './results.cjs';
import { formatSeconds, formatSize, MEGABYTE, sum } from './units.cjs';

const MEMORY_LIMIT = 100 * MEGABYTE;
const MEMORY_RATIO = 1.5;
const TIME_RATIO = 1.1;
const FLOOR_RATIO = 1.1;
const RATE_RATIO = 0.7;

/**
 * What the trigger's rate is held against. As it comes, n8n 2 builds a sandbox for expressions
 * before it calls any node but its own Webhook node without expressions, so that no other node can
 * come near that one; with an expression, the Webhook node is treated like the trigger.
 */
const LIKE: Record<Setup, Receiver> = {
	'as it comes': 'Webhook node with an expression',
	'N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE=true': 'Webhook node',
};

function memoryBars(own: LargeFile[]): Bar[] {
	const bySize = [...own].sort((a, b) => a.bytes - b.bytes);
	const small = bySize[0];
	const large = bySize.at(-1);
	if (small?.memoryGrowth === undefined || large?.memoryGrowth === undefined) {
		return [{ name: 'Memory of a large upload', figures: 'not measured', holds: false }];
	}
	const ratio = large.memoryGrowth / small.memoryGrowth;
	return [
		{
			name: `Memory growth for ${formatSize(large.bytes)}`,
			figures: `${formatSize(large.memoryGrowth)}, less than ${formatSize(MEMORY_LIMIT)}`,
			holds: large.memoryGrowth < MEMORY_LIMIT,
		},
		{
			name: `Memory growth for ${formatSize(large.bytes)} to that for ${formatSize(small.bytes)}`,
			figures: `${ratio.toFixed(2)} times, at most ${MEMORY_RATIO}`,
			holds: ratio <= MEMORY_RATIO,
		},
	];
}

function largeFileBars(files: LargeFile[]): Bar[] {
	const of = (sender: Sender) => files.filter((file) => file.sender === sender);
	const own = of('Memories.ai node');
	const others = of('HTTP Request node');
	const arrivedOnce = own.every(({ bytes, runs }) =>
		runs.every(
			({ failure, seconds, requests, bytesArrived }) =>
				failure === undefined &&
				requests === seconds.length &&
				bytesArrived === bytes * seconds.length,
		),
	);
	const timeBars = own.flatMap(({ bytes, seconds }) => {
		const other = others.find((file) => file.bytes === bytes)?.seconds;
		if (seconds === undefined || other === undefined) return [];
		const ratio = seconds / other;
		return {
			name: `Time for ${formatSize(bytes)} to that of the HTTP Request node`,
			figures: `${ratio.toFixed(2)} times, at most ${TIME_RATIO}`,
			holds: ratio <= TIME_RATIO,
		};
	});
	return [
		{
			name: 'Large files arrive, each in one request',
			figures: arrivedOnce ? 'all' : 'not all',
			holds: arrivedOnce,
		},
		...memoryBars(own),
		...timeBars,
	];
}

function manyFileBars({ files, floorSeconds, runs }: ManyFiles): Bar[] {
	const [own] = runs;
	if (!own) throw new Error('The many files were not sent with the Memories.ai node');
	const { arrived, greenArrived, greenFailed, doubled, seconds } = own;
	const ratio = seconds === undefined ? undefined : seconds / floorSeconds;
	return [
		{
			name: `Of ${files} files all arrive once and are green`,
			figures: `${arrived} arrived, ${doubled} doubled, ${greenArrived} green`,
			holds: arrived === files && greenArrived === files && doubled === 0,
		},
		{
			name: 'None of them is green that failed',
			figures: String(greenFailed),
			holds: greenFailed === 0,
		},
		{
			name: `Time for ${files} files to the least possible, ${formatSeconds(floorSeconds)}`,
			figures: `${ratio?.toFixed(2) ?? 'no'} times, at most ${FLOOR_RATIO}`,
			holds: ratio !== undefined && ratio <= FLOOR_RATIO,
		},
	];
}

function slowLinkBars({ files, runs }: SlowLink): Bar[] {
	return [
		{
			name: `Over the slow link all ${files} files arrive`,
			figures: runs.map(({ arrived }) => arrived).join(', '),
			holds: runs.every(({ arrived, failure }) => arrived === files && failure === undefined),
		},
	];
}

function triggerBars(trigger: Trigger): Bar[] {
	const { callbacks, receivers } = trigger;
	const own = receivers.filter(({ receiver }) => receiver.startsWith('Memories.ai'));
	const rounds = own.flatMap((one) => one.rounds);
	const lost = sum(rounds.map((one) => one.lost));
	const doubled = sum(rounds.map((one) => one.doubled));
	return [
		...setups.options.map((setup) => {
			const like = LIKE[setup];
			const ratio = triggerRatio(trigger, setup, like);
			return {
				name: `Rate of the trigger to that of the ${like}, n8n ${setup}`,
				figures: `${ratio.toFixed(2)} times, at least ${RATE_RATIO}`,
				holds: ratio >= RATE_RATIO,
			};
		}),
		{
			name: `Of ${callbacks} callbacks none is lost or doubled`,
			figures: `${lost} lost, ${doubled} doubled`,
			holds: lost === 0 && doubled === 0,
		},
	];
}

/** What has to hold of that which was measured. */
export function barsOf(measured: Measurements): Bar[] {
	const { files, many, link, trigger } = measured;
	return [
		...(files ? largeFileBars(files) : []),
		...(many ? manyFileBars(many) : []),
		...(link ? slowLinkBars(link) : []),
		...(trigger ? triggerBars(trigger) : []),
		...accountBars(measured),
	];
}
