// Says which n8n it was and which tests did not succeed with it, where GitHub shows it first. Takes the
// report that jest wrote with --json; where there is none, no test was reached.
import { appendFileSync, existsSync, readFileSync } from 'node:fs';

const INSTALLED = '.n8n-local/n8n-newest/node_modules/n8n/package.json';

function readJson(file) {
	return JSON.parse(readFileSync(file, 'utf8'));
}

/** @returns a line for each test, and for each file of tests that could not be run */
function failuresIn({ testResults }) {
	return testResults.flatMap(({ name, status, message, assertionResults }) => {
		const tests = assertionResults.filter((test) => test.status === 'failed');
		if (tests.length > 0) return tests.map(({ fullName }) => fullName);
		return status === 'failed' ? [`${name}: ${message.trim().split('\n')[0]}`] : [];
	});
}

/** What the commands of GitHub's log take for the end of a message. */
function escape(text) {
	return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

const [report] = process.argv.slice(2);
if (report === undefined) throw new Error('Usage: node scripts/nightly.mjs <report of jest>');
const n8n = existsSync(INSTALLED)
	? `n8n ${readJson(INSTALLED).version}`
	: 'The newest n8n, which could not be installed';
const failures = existsSync(report)
	? failuresIn(readJson(report))
	: ['No test was reached: the log of the step before says why'];

for (const failure of failures) console.log(`::error title=${n8n}::${escape(failure)}`);
const summary =
	failures.length === 0
		? [`${n8n}: everything works`]
		: [`${n8n}: ${failures.length} did not work`, ...failures.map((one) => `- ${one}`)];
console.log(summary.join('\n'));
const file = process.env.GITHUB_STEP_SUMMARY;
if (file !== undefined) appendFileSync(file, `${summary.join('\n')}\n`);
process.exitCode = failures.length === 0 ? 0 : 1;
