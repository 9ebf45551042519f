/**
 * Runs n8n's own package scanner on this folder's source and on the packed tarball, which is what
 * a verification by n8n does after publishing. Ends with exit code 1 on any error or warning.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

import {
	buildScanConfig,
	SOURCE_FILE_PATTERNS,
} from '@n8n/scan-community-package/scanner/scanner.mjs';
import { ESLint } from 'eslint';
import glob from 'fast-glob';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

// As the scanner takes them; it does not export this one.
const TARBALL = ['**/*.js', 'package.json'];

async function scan(name, folder, patterns) {
	const eslint = new ESLint({
		cwd: folder,
		allowInlineConfig: false,
		overrideConfigFile: true,
		overrideConfig: await buildScanConfig(),
	});
	const files = await glob(patterns, { cwd: folder, absolute: true, ignore: ['node_modules/**'] });
	if (files.length === 0) throw new Error(`There is nothing to scan in ${name}`);
	const results = await eslint.lintFiles(files);
	const errors = results.reduce((sum, { errorCount }) => sum + errorCount, 0);
	const warnings = results.reduce((sum, { warningCount }) => sum + warningCount, 0);
	const formatter = await eslint.loadFormatter('stylish');
	process.stdout.write(await formatter.format(results));
	console.log(`${name}: ${files.length} files, ${errors} errors, ${warnings} warnings`);
	return errors + warnings === 0;
}

const unpacked = mkdtempSync(path.join(tmpdir(), 'scan-'));
try {
	const packed = execFileSync('npm', ['pack', '--json', '--pack-destination', unpacked], {
		cwd: root,
		encoding: 'utf8',
	});
	const [{ filename }] = JSON.parse(packed);
	execFileSync('tar', ['-xzf', filename, '--strip-components=1'], { cwd: unpacked });
	const clean = [
		await scan('Source', root, SOURCE_FILE_PATTERNS),
		await scan('Tarball', unpacked, TARBALL),
	].every(Boolean);
	process.exitCode = clean ? 0 : 1;
} finally {
	rmSync(unpacked, { recursive: true });
}
