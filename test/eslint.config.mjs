import js from '@eslint/js';
import { defineConfig } from 'eslint/config';
import globals from 'globals';
import tseslint from 'typescript-eslint';

// The root eslint.config.mjs belongs to n8n and covers the nodes; this one covers tests and scripts.
export default defineConfig([
	js.configs.recommended,
	{
		files: ['**/*.cts'],
		extends: [tseslint.configs.strictTypeChecked],
		languageOptions: {
			parserOptions: { project: 'test/tsconfig.json', tsconfigRootDir: process.cwd() },
		},
		rules: {
			'@typescript-eslint/no-floating-promises': 'error',
			'@typescript-eslint/restrict-template-expressions': [
				'error',
				{ allowNumber: true, allowBoolean: true },
			],
		},
	},
	{ files: ['**/*.{mjs,cjs,js}'], languageOptions: { globals: globals.node } },
]);
