import { rmSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { format, resolveConfig } from 'prettier';
import { explainFailure, runAsCommand } from '../scripts/command-line.cjs';
import { ensureN8n, type N8nInstall } from '../test/n8n/install.cjs';
import { buildTarball } from '../test/n8n/package.cjs';
import { barsOf } from './bars.cjs';
import { benchBurst } from './burst.cjs';
import { benchByHand } from './by-hand.cjs';
import { benchCrowd } from './crowd.cjs';
import { type Extent, full, quick } from './extent.cjs';
import { benchFlood } from './flood.cjs';
import { benchLargeFiles } from './large-files.cjs';
import { benchLoad } from './load.cjs';
import { describeMachine } from './machine.cjs';
import { benchManyFiles } from './many-files.cjs';
import { type Measurements, type Name, names, results } from './results.cjs';
import { benchSleepers } from './sleepers.cjs';
import { benchSlowLink } from './slow-link.cjs';
import { benchFolder, onStage, refuseSecondRun } from './stage.cjs';
import { asText } from './table.cjs';
import { barsTable, tablesOf } from './tables.cjs';
import { benchTrigger } from './trigger.cjs';

const HELP = `Measures this package in a real n8n 2, beside n8n's own nodes and curl.

Usage: npm run bench [-- flags]

  --only <names>  some of ${names.join(', ')}, with commas between them
  --quick         small sizes, to try the benchmark itself; the figures say nothing
  --help          show this

Without flags it takes about an hour and 7 GB on the disk. What is measured at full size is written to
bench/results.json; with --only, all else in it stays as it is.
Exit code 0 when everything was measured and, but for --quick, every bar holds.
`;

const since = Date.now();

function tell(line: string): void {
	const seconds = Math.round((Date.now() - since) / 1000);
	process.stdout.write(`[${seconds} s] ${line}\n`);
}

function readFlags() {
	const { values } = parseArgs({
		options: {
			only: { type: 'string' },
			quick: { type: 'boolean', default: false },
			help: { type: 'boolean', default: false },
		},
	});
	const wanted = values.only?.split(',').map((name) => name.trim()) ?? names;
	const unknown = wanted.find((name) => !names.some((known) => known === name));
	if (unknown !== undefined) {
		throw new Error(`--only takes ${names.join(', ')}, not "${unknown}"`);
	}
	return { ...values, wanted: names.filter((name) => wanted.includes(name)) };
}

/** What the benchmarks are given. */
interface Given {
	extent: Extent;
	install: N8nInstall;
	tarball: string;
}

const benchmarks: Record<Name, (given: Given) => Promise<Measurements>> = {
	files: async ({ tarball, extent: { largeFiles } }) => ({
		files: await onStage(tarball, undefined, (stage) => benchLargeFiles(stage, largeFiles, tell)),
	}),
	many: async ({ tarball, extent: { manyFiles } }) => ({
		many: await onStage(tarball, undefined, (stage) => benchManyFiles(stage, manyFiles, tell)),
	}),
	link: async ({ tarball, extent: { slowLink } }) => ({
		link: await onStage(tarball, slowLink, (stage) => benchSlowLink(stage, slowLink, tell)),
	}),
	load: async ({ install, extent }) => ({ load: await benchLoad(install, extent.load.rounds) }),
	trigger: async ({ tarball, extent }) => ({
		trigger: await onStage(tarball, undefined, (stage) =>
			benchTrigger(stage, extent.trigger, tell),
		),
	}),
	crowd: async ({ tarball, extent: { crowd } }) => ({
		crowd: await onStage(tarball, undefined, (stage) => benchCrowd(stage, crowd, tell)),
	}),
	flood: async ({ tarball, extent: { flood } }) => ({
		flood: await onStage(tarball, undefined, (stage) => benchFlood(stage, flood, tell)),
	}),
	burst: async ({ tarball, extent: { burst } }) => ({
		burst: await onStage(tarball, undefined, (stage) => benchBurst(stage, burst, tell)),
	}),
	sleepers: async ({ tarball, extent: { sleepers } }) => ({
		sleepers: await onStage(tarball, undefined, (stage) => benchSleepers(stage, sleepers, tell)),
	}),
	byHand: async ({ tarball, extent: { byHand } }) => ({
		byHand: await onStage(tarball, undefined, (stage) => benchByHand(stage, byHand, tell)),
	}),
};

/** Measures one after the other; one that cannot be measured does not keep the others from it. */
async function measureAll(wanted: Name[], given: Given): Promise<Measurements> {
	const measured: Measurements = {};
	for (const name of wanted) {
		try {
			const figures = await benchmarks[name](given);
			Object.assign(measured, figures);
			for (const table of tablesOf(figures)) process.stdout.write(`\n${asText(table)}\n\n`);
		} catch (error) {
			tell(`"${name}" could not be measured: ${explainFailure(error)}`);
		}
	}
	return measured;
}

/** Figures that were not measured this time stay as they are. */
async function save(measured: Measurements, install: N8nInstall): Promise<void> {
	const file = join(__dirname, 'results.json');
	const before = results.parse(JSON.parse(await readFile(file, 'utf8')));
	const machine = await describeMachine(install);
	const all = { ...before, ...measured };
	const content = results.parse({ ...all, ...machine, bars: barsOf(all) });
	const options = { ...(await resolveConfig(file)), filepath: file };
	await writeFile(file, await format(JSON.stringify(content), options));
	tell('Written to bench/results.json');
}

/** @returns the exit code */
async function bench(wanted: Name[], extent: Extent): Promise<number> {
	const install = await ensureN8n('2');
	const measured = await measureAll(wanted, {
		extent,
		install,
		tarball: await buildTarball('bench'),
	});
	const bars = barsOf(measured);
	process.stdout.write(`\n${asText(barsTable(bars))}\n\n`);
	const complete = wanted.every((name) => measured[name] !== undefined);
	if (extent === full && complete) await save(measured, install);
	const hold = bars.every(({ holds }) => holds);
	return complete && (hold || extent === quick) ? 0 : 1;
}

runAsCommand({
	help: HELP,
	readFlags,
	run: async ({ wanted, quick: isQuick }) => {
		refuseSecondRun();
		return await bench(wanted, isQuick ? quick : full);
	},
	onStopped() {
		rmSync(benchFolder, { recursive: true, force: true, maxRetries: 20 });
	},
});
