import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { memoriesAi } from '../test/e2e/build-workflow.cjs';
import { projectFolder } from '../test/n8n/folders.cjs';
import { useCredential, type WorkflowFile, workflowFile } from '../test/n8n/workflows.cjs';
import { type Stage, WARM_UP } from './stage.cjs';

/** The workflows of docs/from-http-request.md, as they are imported from there. */
const FOLDER = join(projectFolder, 'docs', 'http-request');

/** @param changes texts of the file, and what stands in for them */
export async function byHandWorkflow(
	{ standIn, filesFolder, headerAuth }: Stage,
	name: string,
	changes: Record<string, string> = {},
): Promise<WorkflowFile> {
	let text = await readFile(join(FOLDER, `${name}.json`), 'utf8');
	const here = {
		'https://api.memories.ai': standIn.url,
		'/files/video.mp4': join(filesFolder, WARM_UP),
		...changes,
	};
	for (const [written, meant] of Object.entries(here)) text = text.replaceAll(written, meant);
	const workflow = workflowFile.parse(JSON.parse(text));
	useCredential(workflow, headerAuth);
	return workflow;
}

/** The same workflow with this package's node in the place of one, whose settings it keeps. */
export function withOwnNode(
	workflow: WorkflowFile,
	name: string,
	parameters: Record<string, unknown>,
	{ memoriesAi: credential }: Stage,
): WorkflowFile {
	const nodes = workflow.nodes.map((node) =>
		node.name === name
			? { ...memoriesAi(name, parameters, credential), retryOnFail: node.retryOnFail }
			: node,
	);
	return { ...workflow, nodes };
}
