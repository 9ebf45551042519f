// Runs with any Node.js and nothing installed, so that what is missing is said before it is needed.
import { existsSync } from 'node:fs';
import util from 'node:util';
import folders from '../test/n8n/folders.cjs';
import { ensureDependencies, root, unsuitableMachine } from './dependencies.mjs';
import npm from './npm.cjs';

const HELP = `Usage: npm start [-- flags]

Brings a real n8n with this package installed in it, the example workflows, and a stand-in for the
Memories.ai API; uploads a video through n8n's form, waits for the callback, and prints what happened.
n8n then stays until Ctrl+C. All it writes lies in .n8n-local, which may be deleted at any time.

  --once         end after the run: exit code 0 when it worked, 1 when not
  --n8n <line>   2 (default) or 1
  --port <n>     port of n8n on 127.0.0.1 (default 5678)
  --help         show this

MEMORIES_AI_API_KEY  use the live Memories.ai API with this key (it charges for the upload)
WEBHOOK_URL          public address of this n8n, so that the live API's callback reaches it
`;

function readFlags() {
	const { values } = util.parseArgs({
		options: {
			once: { type: 'boolean', default: false },
			n8n: { type: 'string', default: '2' },
			port: { type: 'string', default: '5678' },
			help: { type: 'boolean', default: false },
		},
	});
	if (values.n8n !== '1' && values.n8n !== '2') {
		throw new Error(`--n8n must be 1 or 2, not "${values.n8n}"`);
	}
	const port = Number(values.port);
	if (!/^\d+$/.test(values.port) || port < 1 || port > 65_535) {
		throw new Error(`--port must be a whole number from 1 to 65535, not "${values.port}"`);
	}
	return { once: values.once, line: values.n8n, port, help: values.help };
}

function fail(message, code) {
	console.error(message);
	process.exit(code);
}

const unsuitable = unsuitableMachine();
if (unsuitable) fail(unsuitable, 1);

let flags;
try {
	flags = readFlags();
} catch (error) {
	fail(`${error.message}. See npm start -- --help`, 2);
}
if (flags.help) {
	console.log(HELP);
	process.exit(0);
}

// Until start.cts takes over; leaving through process.exit also ends the npm that may be running.
const leave = (signal) => process.exit(signal === 'SIGTERM' ? 143 : 130);
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
for (const signal of signals) process.once(signal, leave);
try {
	const n8n = folders.pinsOf(flags.line);
	if (existsSync(n8n.folder) || npm.isInstalled(root)) {
		await ensureDependencies();
	} else {
		console.log('The first start takes about four minutes: n8n is installed.');
		// At the same time, for this is what a newcomer waits for. It needs no lock here: without the
		// development dependencies nothing else can be installing n8n.
		await Promise.all([ensureDependencies(), npm.installPins(n8n)]);
	}
	const { require: requireTypeScript } = await import('tsx/cjs/api');
	const { start } = requireTypeScript('./start.cts', import.meta.url);
	for (const signal of signals) process.off(signal, leave);
	// What start.cts was in the middle of when it was told to stop ends here, too.
	process.exit(await start(flags));
} catch (error) {
	fail(error.name === 'ExplainedError' ? error.message : error, 1);
}
