import { join, resolve } from 'node:path';

/** The project folder. */
export const projectFolder = resolve(__dirname, '..', '..');

/** Everything that tests and `npm start` write lies in here; git ignores it and it may be deleted at any time. */
export const localFolder = join(projectFolder, '.n8n-local');

/** The lines of n8n that the package is run in. Each has its pins in a folder of that name beside this file. */
export type N8nLine = '1' | '2';

/** Where the pins (package.json, package-lock.json, .npmrc) of a line are kept. */
export function pinsFolder(line: N8nLine): string {
	return join(__dirname, line);
}

/** Where n8n of that line is installed. */
export function installFolder(line: N8nLine): string {
	return join(localFolder, `n8n-${line}`);
}
