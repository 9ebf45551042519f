const { build } = require('esbuild');
const { dest, parallel, src } = require('gulp');
const { writeFile } = require('node:fs/promises');

const NODES = ['MemoriesAi', 'MemoriesAiTrigger'];

/** Puts the icons beside the compiled code, where the nodes' `file:` paths find them. */
function copyIcons() {
	return src('icons/*.svg', { encoding: false }).pipe(dest('dist/icons'));
}

/** What n8n reads beside the code of a node. */
function copyData() {
	return src('nodes/**/*.json', { base: '.' }).pipe(dest('dist'));
}

async function bundle(entry, outfile) {
	await build({
		...entry,
		outfile,
		bundle: true,
		packages: 'external',
		platform: 'node',
		// Of Node.js 20, the oldest under which n8n runs.
		target: 'node20',
	});
}

async function bundleCredential() {
	const name = 'credentials/MemoriesAiApi.credentials';
	await bundle({ entryPoints: [`${name}.ts`] }, `dist/${name}.js`);
}

/**
 * Both nodes in one file, which n8n loads in half the time of their two hundred. It must be one for both:
 * each would have a rate limiter of its own otherwise, and an account must have one.
 */
async function bundleNodes() {
	const folder = 'nodes/MemoriesAi';
	const contents = NODES.map((name) => `export * from './${name}.node';`).join('\n');
	await bundle({ stdin: { contents, resolveDir: folder } }, `dist/${folder}/nodes.js`);
	for (const name of NODES) {
		await writeFile(`dist/${folder}/${name}.node.js`, "module.exports = require('./nodes');\n");
	}
}

exports.default = parallel(copyIcons, copyData, bundleCredential, bundleNodes);
