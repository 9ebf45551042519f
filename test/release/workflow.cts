import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { projectFolder } from '../n8n/folders.cjs';

const scalar = z.union([z.string(), z.number(), z.boolean()]);

const step = z
	.object({
		name: z.string().optional(),
		uses: z.string().optional(),
		with: z.record(scalar).optional(),
		run: z.string().optional(),
		env: z.record(scalar).optional(),
		id: z.string().optional(),
		if: z.string().optional(),
		'continue-on-error': z.boolean().optional(),
	})
	.strict();
export type Step = z.infer<typeof step>;

const job = z
	.object({
		name: z.string().optional(),
		needs: z.string().optional(),
		strategy: z
			.object({ 'fail-fast': z.boolean(), matrix: z.record(z.array(scalar)) })
			.strict()
			.optional(),
		'runs-on': z.string(),
		'timeout-minutes': z.number(),
		environment: z.string().optional(),
		permissions: z.record(z.enum(['read', 'write'])).optional(),
		steps: z.array(step),
	})
	.strict();
export type Job = z.infer<typeof job>;

const workflow = z
	.object({
		name: z.string(),
		on: z.record(z.unknown()),
		permissions: z.record(z.enum(['read', 'write'])),
		concurrency: z.record(scalar).optional(),
		jobs: z.record(job),
	})
	.strict();
export type Workflow = z.infer<typeof workflow>;

/** @throws ZodError where it uses something that no workflow here should need, or that does not exist */
export function readGithubWorkflow(name: string): Workflow {
	const file = join(projectFolder, '.github/workflows', `${name}.yml`);
	return workflow.parse(parse(readFileSync(file, 'utf8')));
}

/** @throws Error when there is none of that name */
export function jobOf({ jobs }: Workflow, name: string): Job {
	const found = jobs[name];
	if (!found) throw new Error(`There is no job ${name}`);
	return found;
}

/** The commands of a job, one a line. */
export function commandsOf({ steps }: Job): string[] {
	return steps.flatMap(({ run }) => run?.trim().split('\n') ?? []);
}
