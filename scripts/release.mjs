// What the release needs to know before and after publishing, from package.json and CHANGELOG.md in the
// current folder. Plain JavaScript without dependencies: it runs where nothing else may, beside the
// permission to publish.
import { readFileSync } from 'node:fs';

const HELP = `Usage: node scripts/release.mjs check|notes <tag>

  check   ends with exit code 1 and the reason where the tag cannot be released
  notes   writes what CHANGELOG.md says of that version
`;

/** A reason not to release, for a person. */
class Refusal extends Error {}

/** @returns the text under the heading `## [version] - date`, without its links to other versions */
function changesOf(changelog, version) {
	const sections = changelog.split(/^(?=## |\[[^\]]+\]: )/m);
	const heading = `## [${version}] - `;
	const section = sections.find((text) => text.startsWith(heading));
	if (section === undefined) {
		throw new Refusal(`CHANGELOG.md has no section that begins with "${heading}" and the date`);
	}
	const [first, ...rest] = section.split('\n');
	if (!/^\d{4}-\d{2}-\d{2}$/.test(first.slice(heading.length))) {
		throw new Refusal(`In CHANGELOG.md the date is missing in "${first}"`);
	}
	const changes = rest.join('\n').trim();
	if (changes === '') throw new Refusal(`CHANGELOG.md says nothing under "${first}"`);
	return changes;
}

/** npm refuses a provenance from another repository than the one that package.json names. */
function checkRepository({ repository }, where) {
	if (where === undefined) return;
	const named = /github\.com[/:](.+?)(?:\.git)?$/.exec(repository.url)?.[1];
	if (named !== where) {
		throw new Refusal(`package.json names the repository ${named}, and this is ${where}`);
	}
}

/** @returns the notes of the release */
function releaseOf(tag) {
	const manifest = JSON.parse(readFileSync('package.json', 'utf8'));
	if (tag !== `v${manifest.version}`) {
		throw new Refusal(
			`The tag is ${tag}, and package.json has version ${manifest.version}: the tag must be v${manifest.version}`,
		);
	}
	checkRepository(manifest, process.env.GITHUB_REPOSITORY);
	return changesOf(readFileSync('CHANGELOG.md', 'utf8'), manifest.version);
}

function main([command, tag, ...others]) {
	if (!['check', 'notes'].includes(command) || tag === undefined || others.length > 0) {
		process.stderr.write(HELP);
		return 2;
	}
	const notes = releaseOf(tag);
	process.stdout.write(command === 'notes' ? `${notes}\n` : `${tag} can be released\n`);
	return 0;
}

try {
	process.exitCode = main(process.argv.slice(2));
} catch (error) {
	if (!(error instanceof Refusal)) throw error;
	process.stderr.write(`${error.message}\n`);
	process.exitCode = 1;
}
