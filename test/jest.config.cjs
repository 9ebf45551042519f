const path = require('node:path');

const rootDir = path.resolve(__dirname, '..');

/** Tests and their tools are `.cts`: n8n's linter reads every `.ts` as node code and forbids what tests need. */
const shared = {
	rootDir,
	testEnvironment: 'node',
	moduleFileExtensions: ['ts', 'cts', 'js', 'cjs', 'mjs', 'json', 'node'],
	transform: {
		'^.+\\.c?ts$': ['ts-jest', { tsconfig: '<rootDir>/tsconfig.json', diagnostics: false }],
	},
	modulePathIgnorePatterns: ['<rootDir>/.n8n-local', '<rootDir>/test/n8n/[12]', '<rootDir>/dist'],
	moduleNameMapper: {
		'^(\\.{1,2}/.*)\\.cjs$': ['$1.cts', '$1.cjs'],
		// What tsx understands as well, which takes the .json beside a node for a name without an ending.
		'^(\\.{1,2}/.*\\.node)\\.js$': '$1.ts',
	},
};

/** Tests of the node: what it sends is held against the vendor's OpenAPI file. */
const ofNode = { ...shared, setupFilesAfterEnv: ['<rootDir>/test/vendor/everyRequest.cts'] };

const inN8n = ['patience', 'fresh-settings'].map((name) => `<rootDir>/test/e2e/${name}.cts`);

module.exports = {
	rootDir,
	/** What looks after a sleeping execution may wait for its deadline; its timer cannot be called off. */
	forceExit: true,
	/** Only ends what hangs. No test may depend on how busy the machine is, so jest's 5 s are no limit here. */
	testTimeout: 120_000,
	/** Of two cores, jest by itself leaves one idle. */
	maxWorkers: '100%',
	projects: [
		{ ...shared, displayName: 'unit', testMatch: ['<rootDir>/test/unit/**/*.test.cts'] },
		{ ...ofNode, displayName: 'engine', testMatch: ['<rootDir>/test/engine/**/*.test.cts'] },
		{ ...ofNode, displayName: 'modes', testMatch: ['<rootDir>/test/modes/**/*.test.cts'] },
		{ ...ofNode, displayName: 'faults', testMatch: ['<rootDir>/test/faults/**/*.test.cts'] },
		{ ...shared, displayName: 'release', testMatch: ['<rootDir>/test/release/**/*.test.cts'] },
		{
			...shared,
			displayName: 'e2e',
			testMatch: ['<rootDir>/test/e2e/**/*.test.cts'],
			setupFilesAfterEnv: inN8n,
			globalSetup: '<rootDir>/test/e2e/global-setup.cjs',
			globalTeardown: '<rootDir>/test/e2e/global-teardown.cjs',
		},
		{
			...shared,
			displayName: 'editor',
			testMatch: ['<rootDir>/test/editor/**/*.test.cts'],
			setupFilesAfterEnv: inN8n,
			globalSetup: '<rootDir>/test/editor/global-setup.cjs',
			globalTeardown: '<rootDir>/test/e2e/global-teardown.cjs',
		},
	],
};
