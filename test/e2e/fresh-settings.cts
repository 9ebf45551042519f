import { settingsSchema } from '../sandbox/settings.cjs';
import { SETTINGS, setSandbox } from './sandbox.cjs';

// Files share the sandbox, in an order that differs from run to run.
beforeAll(async () => {
	await setSandbox(settingsSchema.parse(SETTINGS));
});
