import type { INodeExecutionData } from 'n8n-workflow';
import type { RequestRecord } from '../sandbox/recorder.cjs';
import { DEFAULT_KEY, startSandbox, type Sandbox } from '../sandbox/sandbox.cjs';
import { settingsSchema, type SettingsInput } from '../sandbox/settings.cjs';
import type { CredentialData } from './credentials.cjs';

interface ChangedCredential {
	apiKey?: string;
	/** `v1` unless given; there are `v1.1` and `v1.0` as well. */
	apiVersion?: string;
	baseUrl?: string;
}

/**
 * One sandbox for all tests of a file; between tests it forgets all, changed settings included, and
 * each test has an account of its own.
 */
export interface SandboxForTests {
	readonly sandbox: Sandbox;
	/** @param changed in place of the sandbox's own key and address */
	credentials(changed?: ChangedCredential): CredentialData;
	/** The only request that has arrived. */
	onlyRequest(): RequestRecord;
}

let accounts = 0;

/** @returns the key of an account that no test has used: how fast it may be asked is remembered */
export function newKey(): string {
	accounts += 1;
	return `${DEFAULT_KEY}-${accounts}`;
}

/** Call at the top level of a test file. */
export function useSandbox(settings: SettingsInput = {}): SandboxForTests {
	let started: Sandbox | undefined;
	const running = (): Sandbox => {
		if (!started) throw new Error('The sandbox runs only within tests');
		return started;
	};

	beforeAll(async () => {
		started = await startSandbox(settings);
	});
	beforeEach(() => {
		running().reset();
		running().key = newKey();
		Object.assign(running().settings, settingsSchema.parse(settings));
	});
	afterAll(async () => {
		await running().close();
	});

	return {
		get sandbox() {
			return running();
		},
		credentials: (changed) => {
			const { key, url } = running();
			return { memoriesAiApi: { apiKey: key, apiVersion: 'v1', baseUrl: url, ...changed } };
		},
		onlyRequest: () => {
			const { requests } = running();
			expect(requests).toHaveLength(1);
			const [request] = requests;
			if (!request) throw new Error('No request arrived');
			return request;
		},
	};
}

/** The index of the input item that an output item is linked to. */
export function linkOf({ pairedItem }: INodeExecutionData): number | number[] | undefined {
	if (pairedItem === undefined || typeof pairedItem === 'number') return pairedItem;
	if (!Array.isArray(pairedItem)) return pairedItem.item;
	return pairedItem.map((linked) => linked.item);
}
