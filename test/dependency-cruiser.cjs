// Which room of the node may import from which: down only, so that every change has one place to begin.

const ROOT = '^nodes/MemoriesAi/';

/** Each room, and the rooms that it may import from besides itself. */
const ROOMS = {
	actions: ['wait', 'parameters', 'api', 'transport', 'errors'],
	methods: ['parameters', 'api', 'transport', 'errors'],
	wait: ['parameters', 'api', 'transport', 'errors'],
	trigger: ['parameters', 'api', 'transport', 'errors'],
	parameters: ['api', 'transport', 'errors'],
	api: ['transport', 'errors'],
	transport: [],
	errors: [],
};

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
	forbidden: [
		{
			name: 'no-circle',
			comment: 'No circle of imports, types included.',
			severity: 'error',
			from: {},
			to: { circular: true },
		},
		...Object.entries(ROOMS).map(([room, below]) => ({
			name: `${room}-imports-down`,
			comment: `${room} may import from: ${below.join(', ') || 'nothing of the node'}.`,
			severity: 'error',
			from: { path: `${ROOT}${room}/` },
			to: { path: ROOT, pathNot: `${ROOT}(${[room, ...below].join('|')})/` },
		})),
		{
			name: 'every-file-in-a-room',
			comment: 'Beside the nodes themselves, every file stands in a room that has a rule above.',
			severity: 'error',
			from: {
				path: ROOT,
				pathNot: `${ROOT}(${Object.keys(ROOMS).join('|')})/|[.]node[.]ts$`,
			},
			to: {},
		},
		{
			name: 'nobody-imports-a-node',
			severity: 'error',
			from: { path: ROOT },
			to: { path: '[.]node[.]ts$' },
		},
		{
			name: 'no-orphan',
			comment: 'A file that nothing uses is dead code.',
			severity: 'error',
			from: { orphan: true, pathNot: '[.](node|credentials)[.]ts$' },
			to: {},
		},
		{
			name: 'two-libraries',
			comment: 'At run time n8n gives a package n8n-workflow and what Node has; of that, crypto.',
			severity: 'error',
			from: { path: '^(nodes|credentials)/' },
			to: {
				pathNot: '^(nodes|credentials)/|node_modules/n8n-workflow/|^crypto$',
				dependencyTypesNot: ['type-only'],
			},
		},
	],
	options: {
		// Types count: a circle of them misleads a reader as well.
		tsPreCompilationDeps: true,
		tsConfig: { fileName: 'tsconfig.json' },
		doNotFollow: { path: 'node_modules' },
	},
};
