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
	moduleNameMapper: { '^(\\.{1,2}/.*)\\.cjs$': ['$1.cts', '$1.cjs'] },
};

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
		{ ...shared, displayName: 'engine', testMatch: ['<rootDir>/test/engine/**/*.test.cts'] },
		{ ...shared, displayName: 'modes', testMatch: ['<rootDir>/test/modes/**/*.test.cts'] },
		{ ...shared, displayName: 'faults', testMatch: ['<rootDir>/test/faults/**/*.test.cts'] },
		{
			...shared,
			displayName: 'e2e',
			testMatch: ['<rootDir>/test/e2e/**/*.test.cts'],
			setupFilesAfterEnv: ['<rootDir>/test/e2e/patience.cts'],
			globalSetup: '<rootDir>/test/e2e/global-setup.cjs',
			globalTeardown: '<rootDir>/test/e2e/global-teardown.cjs',
		},
	],
};
