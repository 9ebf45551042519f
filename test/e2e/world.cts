import { z } from 'zod';
import { N8nClient } from '../n8n/rest.cjs';

/** Carries the description below from jest's global setup to the tests. */
const VARIABLE = 'MEMORIES_AI_E2E';

const description = z.object({
	line: z.enum(['1', '2']),
	/** The packed package. */
	tarball: z.string(),
	/** The folder whose files n8n may read. */
	filesFolder: z.string(),
	n8nUrl: z.string(),
	/** The owner's, for N8nClient. */
	session: z.string(),
	credential: z.object({ id: z.string(), type: z.string(), name: z.string() }),
	sandbox: z.object({ url: z.string(), key: z.string() }),
});
type Description = z.infer<typeof description>;

/** Called once, where n8n and the sandbox were started. */
export function handOver(world: Description): void {
	process.env[VARIABLE] = JSON.stringify(world);
}

/** The running n8n and sandbox, as a test sees them. */
export interface World extends Description {
	client: N8nClient;
}

/** What the global setup has brought. */
export function world(): World {
	const text = process.env[VARIABLE];
	if (text === undefined) throw new Error('Run these tests through npm run test:e2e');
	const brought = description.parse(JSON.parse(text));
	return { ...brought, client: new N8nClient(brought.n8nUrl, brought.session) };
}
