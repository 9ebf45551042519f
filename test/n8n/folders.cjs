/** Plain JavaScript: it is also asked before the development dependencies are there. */
const { join, resolve } = require('node:path');

const projectFolder = resolve(__dirname, '..', '..');
const localFolder = join(projectFolder, '.n8n-local');

const pinsOf = (line) => ({
	pins: join(__dirname, line),
	folder: join(localFolder, `n8n-${line}`),
	label: `Installing n8n ${line} (once, about 3 minutes)`,
});

module.exports = { localFolder, pinsOf, projectFolder };
