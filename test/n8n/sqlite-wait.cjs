// Loaded into each process of an n8n in queue mode. n8n's database waits one second for another process
// that writes and then gives up, which a busy machine easily exceeds. PostgreSQL, which n8n asks for in
// queue mode, waits by itself.
const { createRequire } = require('node:module');
const { basename } = require('node:path');

const WAIT_MS = 60_000;

const script = process.argv[1] ?? '';
// Not into the task runners that n8n starts.
if (basename(script) === 'n8n') {
	const sqlite = createRequire(script)('sqlite3');
	sqlite.Database = class extends sqlite.Database {
		constructor(...args) {
			super(...args);
			this.configure('busyTimeout', WAIT_MS);
		}
	};
}
