import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * n8n reads its settings from the environment when its packages are first loaded, so this file has
 * to be imported before any of them. Each test file gets a user folder of its own, removed with the
 * stored binary files when the file's tests are over.
 */
const userFolder = mkdtempSync(join(tmpdir(), 'memories-ai-engine-'));

process.env.N8N_USER_FOLDER = userFolder;
process.env.N8N_ENCRYPTION_KEY = 'engine-tests';
process.env.N8N_LOG_LEVEL = 'silent';
process.env.N8N_DIAGNOSTICS_ENABLED = 'false';
// n8n's file nodes read nothing outside this folder.
process.env.N8N_RESTRICT_FILE_ACCESS_TO = join(__dirname, '../fixtures');

afterAll(() => {
	rmSync(userFolder, { recursive: true, force: true });
});
