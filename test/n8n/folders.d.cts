import type { Pins } from '../../scripts/npm.cjs';

/** The project folder. */
export const projectFolder: string;

/** Everything that tests and `npm start` write lies in here; git ignores it and it may be deleted at any time. */
export const localFolder: string;

/** The lines of n8n that the package is run in. Each has its pins in a folder of that name beside this file. */
export type N8nLine = '1' | '2';

/** What n8n of that line is installed from, and where. */
export function pinsOf(line: N8nLine): Pins;
