import { z } from 'zod';
import { decodeRun, type RunData } from './execution-data.cjs';
import { until } from './until.cjs';
import {
	nodeType,
	type NodeType,
	type StoredCredential,
	type StoredWorkflow,
	storedWorkflow,
	type WorkflowFile,
	type WorkflowNode,
} from './workflows.cjs';

/** The owner account of a local n8n. */
export interface Login {
	email: string;
	/** n8n asks for 8 to 64 characters, one upper case letter and one digit among them. */
	password: string;
}

const identified = z.object({ id: z.string() });
const executionSummary = z.object({ id: z.string(), status: z.string() });
/**
 * Named all, so that n8n asks its database once: without them it asks for the running and the ended
 * ones apart, and an execution that ends in between is in both answers or in neither.
 */
const STATUSES = [
	'new',
	'running',
	'waiting',
	'success',
	'error',
	'crashed',
	'canceled',
	'unknown',
];
/** The most that n8n gives in one list. */
const LIST_LIMIT = 100;
const list = z.object({
	results: z.array(z.object({ name: z.string(), value: z.string() })),
	paginationToken: z.string().optional(),
});
const executionList = z.object({ count: z.number(), results: z.array(executionSummary) });

/** One execution, with what each node handed on. */
export interface Execution {
	id: string;
	/** `success`, `error`, `waiting`, `running`, `crashed`, `canceled` or `new`. */
	status: string;
	run: RunData;
}

/** What n8n answers to a credential test. */
export interface CredentialTest {
	/** `OK` or `Error`. */
	status: string;
	message: string;
}

/** Talks to n8n the way its editor does. Every method throws an Error that quotes n8n's answer when it refuses. */
export class N8nClient {
	/**
	 * @param url of n8n, without a slash at the end
	 * @param cookie the `session` of a client that is logged in
	 */
	constructor(
		private readonly url: string,
		private cookie = '',
	) {}

	/** What another client needs to act as the same login. */
	get session(): string {
		return this.cookie;
	}

	private async send(method: string, path: string, body?: unknown): Promise<unknown> {
		const response = await fetch(`${this.url}${path}`, {
			method,
			headers: {
				'content-type': 'application/json',
				// One that waits is closed by n8n after 5 s, and would be used all the same by a test file
				// whose loading took that long.
				connection: 'close',
				// n8n binds its session cookie to this value, which the editor draws at random.
				'browser-id': 'local',
				cookie: this.cookie,
			},
			body: body === undefined ? undefined : JSON.stringify(body),
		});
		const text = await response.text();
		if (!response.ok) {
			const message = `n8n refused ${method} ${path} (${response.status}): ${text.slice(0, 500)}`;
			throw new Error(message, { cause: text });
		}
		const cookie = response.headers.getSetCookie().find((value) => value.startsWith('n8n-auth='));
		if (cookie !== undefined) this.cookie = cookie.split(';')[0] ?? '';
		return JSON.parse(text);
	}

	private async rest<T>(
		shape: z.ZodType<T, z.ZodTypeDef, unknown>,
		method: string,
		path: string,
		body?: unknown,
	): Promise<T> {
		const reply = await this.send(method, `/rest${path}`, body);
		return shape.parse(z.object({ data: z.unknown() }).parse(reply).data);
	}

	/** Creates the owner account where n8n has none yet, else logs in to it. */
	async logIn({ email, password }: Login): Promise<void> {
		const settings = await this.rest(
			z.object({ userManagement: z.object({ showSetupOnFirstLoad: z.boolean().optional() }) }),
			'GET',
			'/settings',
		);
		if (settings.userManagement.showSetupOnFirstLoad === true) {
			await this.send('POST', '/rest/owner/setup', {
				email,
				password,
				firstName: 'Owner',
				lastName: 'Local',
			});
			return;
		}
		await this.send('POST', '/rest/login', { emailOrLdapLoginId: email, password });
	}

	/** A new key for n8n's public API, with which executions can be listed and read. */
	async apiKey(): Promise<string> {
		const { rawApiKey } = await this.rest(
			z.object({ rawApiKey: z.string() }),
			'POST',
			'/api-keys',
			{
				label: `Executions ${String(Date.now())}`,
				scopes: ['execution:list', 'execution:read'],
				expiresAt: null,
			},
		);
		return rawApiKey;
	}

	/** All node types that n8n has loaded. */
	async nodeTypes(): Promise<NodeType[]> {
		return z.array(nodeType).parse(await this.send('GET', '/types/nodes.json'));
	}

	/** Creates the credential of that type and name, or gives the one that exists this data. */
	async saveCredential(
		type: string,
		name: string,
		data: Record<string, unknown>,
	): Promise<StoredCredential> {
		const stored = await this.rest(
			z.array(z.object({ id: z.string(), name: z.string(), type: z.string() })),
			'GET',
			'/credentials',
		);
		const same = stored.find((credential) => credential.name === name && credential.type === type);
		const { id } = same
			? await this.rest(identified, 'PATCH', `/credentials/${same.id}`, { name, type, data })
			: await this.rest(identified, 'POST', '/credentials', { name, type, data });
		return { id, type, name };
	}

	/** The credential's Test button, with the data that stands in its form. */
	async testCredential(
		credential: StoredCredential,
		data: Record<string, unknown>,
	): Promise<CredentialTest> {
		return await this.rest(
			z.object({ status: z.string(), message: z.string() }),
			'POST',
			'/credentials/test',
			{ credentials: { ...credential, data } },
		);
	}

	/**
	 * The list behind a field of a node, as the editor has it made when it is opened.
	 *
	 * @param methodName what the node calls it
	 * @throws Error with n8n's answer, of which the editor shows what went wrong, as its cause
	 */
	async searchList(
		node: WorkflowNode,
		path: string,
		methodName: string,
		filter?: string,
	): Promise<z.infer<typeof list>> {
		return await this.rest(list, 'POST', '/dynamic-node-parameters/resource-locator-results', {
			path: `parameters.${path}`,
			methodName,
			nodeTypeAndVersion: { name: node.type, version: node.typeVersion },
			currentNodeParameters: node.parameters,
			credentials: node.credentials,
			filter,
		});
	}

	/** Saves a new workflow, not active yet. */
	async createWorkflow({
		name,
		nodes,
		connections,
		settings,
		pinData,
	}: WorkflowFile): Promise<StoredWorkflow> {
		return await this.rest(storedWorkflow, 'POST', '/workflows', {
			name,
			nodes,
			connections,
			pinData,
			settings: settings ?? {},
			active: false,
		});
	}

	/** The saved workflow of that name. */
	async workflowNamed(name: string): Promise<StoredWorkflow | undefined> {
		const all = await this.rest(
			z.array(identified.extend({ name: z.string() })),
			'GET',
			'/workflows',
		);
		const found = all.find((workflow) => workflow.name === name);
		return found && (await this.rest(storedWorkflow, 'GET', `/workflows/${found.id}`));
	}

	/** Gives a workflow other nodes, connections and settings. It has to be activated again after that. */
	async updateWorkflow(id: string, file: WorkflowFile): Promise<StoredWorkflow> {
		const { name, nodes, connections, settings } = file;
		return await this.rest(storedWorkflow, 'PATCH', `/workflows/${id}`, {
			name,
			nodes,
			connections,
			settings: settings ?? {},
		});
	}

	/** Puts the workflow's triggers and production URLs into effect. */
	async activate({ id, versionId }: StoredWorkflow): Promise<void> {
		if (await this.publishes()) {
			await this.send('POST', `/rest/workflows/${id}/activate`, { versionId });
		} else {
			await this.send('PATCH', `/rest/workflows/${id}`, { active: true, versionId });
		}
	}

	/** Takes the workflow's triggers and production URLs out of effect. */
	async deactivate({ id, versionId }: StoredWorkflow): Promise<void> {
		if (await this.publishes()) {
			await this.send('POST', `/rest/workflows/${id}/deactivate`, {});
		} else {
			await this.send('PATCH', `/rest/workflows/${id}`, { active: false, versionId });
		}
	}

	/** From 2.0 on, a workflow is activated by publishing a version of it. */
	private async publishes(): Promise<boolean> {
		const { versionCli } = await this.rest(
			z.object({ versionCli: z.string() }),
			'GET',
			'/settings',
		);
		return Number(versionCli.split('.')[0]) >= 2;
	}

	/** Deletes a workflow with its executions. */
	async deleteWorkflow(id: string): Promise<void> {
		await this.send('POST', `/rest/workflows/${id}/archive`, {});
		await this.send('DELETE', `/rest/workflows/${id}`);
	}

	/** Runs a workflow as its Execute button does, from the given trigger node on; returns the execution's id. */
	async run(workflow: StoredWorkflow, trigger: string): Promise<string> {
		const { executionId } = await this.rest(
			z.object({ executionId: z.string() }),
			'POST',
			`/workflows/${workflow.id}/run`,
			// n8n 2 reads the stored workflow and ignores this copy, n8n 1 asks for it.
			{ workflowData: workflow, triggerToStartFrom: { name: trigger } },
		);
		return executionId;
	}

	/**
	 * How many executions of these statuses the workflow has, of all where none are named, and the
	 * newest hundred of them in no order to rely on.
	 */
	async executions(
		workflowId: string,
		status: readonly string[] = STATUSES,
	): Promise<z.infer<typeof executionList>> {
		const filter = encodeURIComponent(JSON.stringify({ workflowId, status }));
		return await this.rest(
			executionList,
			'GET',
			`/executions?limit=${LIST_LIMIT}&filter=${filter}`,
		);
	}

	/** One execution with the data of its nodes. */
	async execution(id: string): Promise<Execution> {
		const { status, data } = await this.rest(
			executionSummary.extend({ data: z.string() }),
			'GET',
			`/executions/${id}`,
		);
		return { id, status, run: decodeRun(data) };
	}

	/**
	 * Waits until an execution has ended, however it ended. Throws when it has not after the deadline.
	 *
	 * @param everyMs pause between two looks, each of which costs n8n time and memory
	 */
	async waitForExecution(id: string, deadlineMs = 60_000, everyMs?: number): Promise<Execution> {
		const look = async () => {
			const execution = await this.execution(id);
			const ended = ['success', 'error', 'crashed', 'canceled'].includes(execution.status);
			return ended && execution.run.complete && execution;
		};
		const found = await until(look, deadlineMs, everyMs);
		if (!found) throw new Error(`Execution ${id} did not end within ${deadlineMs / 1000} s`);
		return found;
	}

	/**
	 * Retries a failed execution as the list of executions does, and waits until that has ended.
	 *
	 * @param workflowId of the workflow that it is one of
	 */
	async retry(id: string, workflowId: string): Promise<Execution> {
		const before = await this.executions(workflowId);
		const known = new Set(before.results.map((execution) => execution.id));
		await this.send('POST', `/rest/executions/${id}/retry`, { loadWorkflow: false });
		const retried = await until(async () => {
			const { results } = await this.executions(workflowId);
			return results.find((execution) => !known.has(execution.id))?.id;
		}, 60_000);
		if (retried === undefined) throw new Error(`Execution ${id} was not retried`);
		return await this.waitForExecution(retried);
	}

	/** Runs a workflow and waits until that execution has ended. */
	async runToEnd(
		workflow: StoredWorkflow,
		trigger: string,
		deadlineMs?: number,
	): Promise<Execution> {
		return await this.waitForExecution(await this.run(workflow, trigger), deadlineMs);
	}

	/**
	 * Waits until the workflow has that many executions and all of them have ended, and returns them, a
	 * hundred at most, in no order to rely on.
	 */
	async waitForExecutions(workflowId: string, count: number): Promise<Execution[]> {
		let present = 0;
		const found = await until(async () => {
			const list = await this.executions(workflowId);
			present = list.count;
			// n8n counts and lists in two queries, so one may be ahead of the other.
			const listed = list.results.length >= Math.min(count, LIST_LIMIT);
			return present >= count && listed && list.results;
		}, 60_000);
		if (!found) throw new Error(`There are ${present} executions instead of ${count}`);
		const executions = [];
		for (const { id } of found) executions.push(await this.waitForExecution(id));
		return executions;
	}

	/**
	 * Waits until a production URL is in effect: for a moment after activation n8n answers 404. Asks by
	 * GET, which starts nothing: a form shows itself, a webhook that wants POST says so.
	 */
	async waitForWebhook(url: string): Promise<void> {
		await untilInEffect(url, async () => {
			const response = await fetch(url);
			const answer = await response.text();
			const wantsPost = answer.includes('Did you mean to make a POST request');
			return response.status !== 404 || wantsPost ? IN_EFFECT : answer;
		});
	}

	/** The same for a chat, which takes GET and POST: n8n puts them into effect one after the other. */
	async waitForChat(url: string): Promise<void> {
		const headers = { origin: url, 'access-control-request-method': 'POST' };
		await untilInEffect(url, async () => {
			const response = await fetch(url, { method: 'OPTIONS', headers });
			const methods = response.headers.get('access-control-allow-methods') ?? 'no methods';
			return methods.includes('GET') && methods.includes('POST') ? IN_EFFECT : methods;
		});
	}
}

const IN_EFFECT = 'in effect';

/** @param ask says what the URL answers, or that it is in effect */
async function untilInEffect(url: string, ask: () => Promise<string>): Promise<void> {
	let answer = '';
	const ready = await until(async () => {
		answer = await ask();
		return answer === IN_EFFECT;
	}, 60_000);
	if (!ready) throw new Error(`${url} is not in effect: ${answer.slice(0, 500)}`);
}
