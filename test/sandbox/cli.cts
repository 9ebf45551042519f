import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';

import { endpoints } from './endpoints.cjs';
import { FaultSyntaxError, parseFaultText } from './parseFault.cjs';
import { DEFAULT_KEY, type Sandbox, startSandbox } from './sandbox.cjs';

const DEFAULT_PORT = 8787;

const HELP = `Stand-in for the Memories.ai API, for tests and for trying workflows without an account.

Usage: node --require tsx/cjs test/sandbox/cli.cts [flags]

  --port <n>             port on 127.0.0.1 (default ${DEFAULT_PORT}, 0 takes a free one)
  --key <key>            API key to accept (default ${DEFAULT_KEY})
  --index-after <ms>     time from upload to PARSE (default 1500)
  --download-after <ms>  time a scrape takes to download (default 500)
  --rate <n>             requests allowed per second (default 0, no limit)
  --fault <fault>        how to fail, repeatable, such as
                         kind=code,code=0429,times=2,endpoint=upload (see README.md)
  --link-latency <ms>    put a slow line in front: its round trip (default 0)
  --link-mbit <n>        and its Mbit/s in each direction (default no limit)
  --tls                  speak HTTPS, with a certificate that no client trusts by itself
  --sample <file>        video to serve at /_sandbox/sample.mp4
  --help                 show this
`;

/** A wrong flag or value: reported in one line, exit code 2. */
class UsageError extends Error {}

function readFlags() {
	try {
		return parseArgs({
			options: {
				port: { type: 'string' },
				key: { type: 'string' },
				'index-after': { type: 'string' },
				'download-after': { type: 'string' },
				rate: { type: 'string' },
				fault: { type: 'string', multiple: true },
				'link-latency': { type: 'string' },
				'link-mbit': { type: 'string' },
				tls: { type: 'boolean' },
				sample: { type: 'string' },
				help: { type: 'boolean' },
			},
		}).values;
	} catch (error) {
		throw new UsageError(error instanceof Error ? error.message : String(error));
	}
}

function wholeNumber(flag: string, text: string | undefined, most: number): number | undefined {
	if (text === undefined) return undefined;
	const value = Number(text);
	if (!/^\d+$/.test(text) || value > most) {
		throw new UsageError(`--${flag} must be a whole number from 0 to ${most}, not "${text}".`);
	}
	return value;
}

/** The longest that a Node timer can run. */
const LONGEST_MS = 2 ** 31 - 1;

async function main(): Promise<void> {
	const flags = readFlags();
	if (flags.help) {
		process.stdout.write(HELP);
		return;
	}
	const { key = DEFAULT_KEY, sample } = flags;
	const port = wholeNumber('port', flags.port, 65_535) ?? DEFAULT_PORT;
	if (key === '') throw new UsageError('--key must not be empty.');
	if (sample !== undefined && !existsSync(sample)) {
		throw new UsageError(`--sample: there is no file ${sample}.`);
	}
	const faults = (flags.fault ?? []).map((text) => {
		try {
			return parseFaultText(text, endpoints);
		} catch (error) {
			if (!(error instanceof FaultSyntaxError)) throw error;
			throw new UsageError(`--fault ${text}: ${error.message}.`);
		}
	});
	const latencyMs = wholeNumber('link-latency', flags['link-latency'], LONGEST_MS);
	const megabitsPerSecond = wholeNumber('link-mbit', flags['link-mbit'], 1_000_000);
	if (megabitsPerSecond === 0) throw new UsageError('--link-mbit must be at least 1.');
	const isSlow = latencyMs !== undefined || megabitsPerSecond !== undefined;
	const sandbox = await startSandbox({
		port,
		key,
		sampleFile: sample,
		tls: flags.tls,
		indexAfterMs: wholeNumber('index-after', flags['index-after'], LONGEST_MS),
		downloadAfterMs: wholeNumber('download-after', flags['download-after'], LONGEST_MS),
		requestsPerSecond: wholeNumber('rate', flags.rate, 1_000_000),
		...(isSlow ? { link: { latencyMs, megabitsPerSecond } } : {}),
	});
	endOnSignal(sandbox);
	for (const fault of faults) sandbox.fault(fault);
	process.stdout.write(`Memories.ai sandbox on ${sandbox.url} with key ${sandbox.key}\n`);
}

function endOnSignal(sandbox: Sandbox): void {
	for (const signal of ['SIGINT', 'SIGTERM'] as const) {
		process.once(signal, () => void sandbox.close().catch(fail));
	}
}

function fail(error: unknown): void {
	const usage = error instanceof UsageError;
	process.stderr.write(`${explain(error)}${usage ? ' See --help.' : ''}\n`);
	process.exitCode = usage ? 2 : 1;
}

function explain(error: unknown): string {
	if (!(error instanceof Error)) return String(error);
	if ('code' in error && error.code === 'EADDRINUSE') {
		return 'The port is in use: end what uses it, or choose another with --port.';
	}
	return error.message.replace(/\s*\n\s*/g, ' ');
}

void main().catch(fail);
