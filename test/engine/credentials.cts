import {
	ICredentialsHelper,
	NodeHelpers,
	UnexpectedError,
	isExpression,
	type ICredentialDataDecryptedObject,
	type ICredentialType,
	type ICredentials,
	type ICredentialsExpressionResolveValues,
	type IExecuteData,
	type IHttpRequestHelper,
	type IHttpRequestOptions,
	type INode,
	type INodeCredentialsDetails,
	type INodeProperties,
	type IRequestOptionsSimplifiedAuth,
	type IWorkflowExecuteAdditionalData,
	type Workflow,
	type WorkflowExecuteMode,
} from 'n8n-workflow';
import { MemoriesAiApi } from '../../credentials/MemoriesAiApi.credentials';

/** Decrypted credential data by credential type, e.g. `{ memoriesAiApi: { apiKey, ... } }`. */
export type CredentialData = Record<string, ICredentialDataDecryptedObject>;

const credentialTypes: ICredentialType[] = [new MemoriesAiApi()];

async function notInTests(): Promise<never> {
	return await Promise.reject(new UnexpectedError('The engine tests keep no stored credentials'));
}

function typeOf(name: string): ICredentialType {
	const type = credentialTypes.find((candidate) => candidate.name === name);
	if (!type) throw new UnexpectedError(`The engine tests know no credential type "${name}"`);
	return type;
}

/** How n8n's own helper turns one key or value of a generic `authenticate` into text. */
function resolve(
	value: string,
	credentials: ICredentialDataDecryptedObject,
	workflow: Workflow,
	node: INode,
): string {
	if (!isExpression(value)) return value;
	const resolved = workflow.expression.getSimpleParameterValue(
		node,
		value,
		'internal',
		{ $credentials: credentials },
		undefined,
		'',
	);
	return String(resolved ?? '');
}

/**
 * Stands in for n8n's database of credentials and does what its helper does with them: it fills in
 * the defaults of the credential type, resolves expressions, and applies the type's own
 * `authenticate` and `preAuthentication`. The data is not encrypted; nodes never see that.
 */
export class EngineCredentialsHelper extends ICredentialsHelper {
	constructor(private readonly data: CredentialData) {
		super();
	}

	getParentTypes(name: string): string[] {
		return typeOf(name).extends ?? [];
	}

	isCredentialUsableByNode(): boolean {
		return true;
	}

	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
		requestOptions: IHttpRequestOptions,
		workflow?: Workflow,
		node?: INode,
	): Promise<IHttpRequestOptions> {
		const { authenticate } = typeOf(typeName);
		if (!authenticate) return requestOptions;
		if (typeof authenticate === 'function') return await authenticate(credentials, requestOptions);
		if (!workflow || !node) throw new UnexpectedError('A workflow and a node are required');
		const properties: IRequestOptionsSimplifiedAuth = authenticate.properties;
		const authenticated: IHttpRequestOptions = { ...requestOptions };
		const resolveAll = (values: object = {}) =>
			Object.fromEntries(
				Object.entries(values).map(([key, value]) => [
					resolve(key, credentials, workflow, node),
					resolve(String(value), credentials, workflow, node),
				]),
			);
		if (properties.headers) {
			authenticated.headers = { ...requestOptions.headers, ...resolveAll(properties.headers) };
		}
		if (properties.qs) {
			authenticated.qs = { ...requestOptions.qs, ...resolveAll(properties.qs) };
		}
		return authenticated;
	}

	async preAuthentication(
		helpers: IHttpRequestHelper,
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
		_node: INode,
		credentialsExpired: boolean,
	): Promise<ICredentialDataDecryptedObject | undefined> {
		const expirable = typeOf(typeName).properties.find(
			(property) => property.type === 'hidden' && property.typeOptions?.expirable === true,
		);
		if (!expirable) return undefined;
		if (credentials[expirable.name] !== '' && !credentialsExpired) return undefined;
		const output = await this.runPreAuthentication(helpers, credentials, typeName);
		if (output?.[expirable.name] === undefined) return undefined;
		return { ...credentials, ...output };
	}

	async runPreAuthentication(
		helpers: IHttpRequestHelper,
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
	): Promise<ICredentialDataDecryptedObject | undefined> {
		const { preAuthentication } = typeOf(typeName);
		if (!preAuthentication) return undefined;
		return (await preAuthentication.call(helpers, credentials)) as ICredentialDataDecryptedObject;
	}

	async getCredentials(): Promise<ICredentials> {
		return await notInTests();
	}

	// eslint-disable-next-line @typescript-eslint/require-await -- a promise is what the engine expects
	async getDecrypted(
		_additionalData: IWorkflowExecuteAdditionalData,
		_details: INodeCredentialsDetails,
		type: string,
		mode: WorkflowExecuteMode,
		executeData?: IExecuteData,
		raw?: boolean,
		expression?: ICredentialsExpressionResolveValues,
	): Promise<ICredentialDataDecryptedObject> {
		const data = this.data[type];
		if (!data) throw new UnexpectedError(`No credential of type "${type}" was given`);
		if (raw) return data;
		const complete = NodeHelpers.getNodeParameters(
			this.getCredentialsProperties(type),
			data as Parameters<typeof NodeHelpers.getNodeParameters>[1],
			true,
			false,
			null,
			null,
		);
		if (!complete || !expression) return data;
		return expression.workflow.expression.getParameterValue(
			complete,
			expression.runExecutionData,
			expression.runIndex,
			expression.itemIndex,
			expression.node.name,
			expression.connectionInputData,
			mode,
			{},
			executeData,
			false,
			complete,
		) as ICredentialDataDecryptedObject;
	}

	async updateCredentials(): Promise<void> {
		await notInTests();
	}

	async updateCredentialsOauthTokenData(): Promise<void> {
		await notInTests();
	}

	getCredentialsProperties(type: string): INodeProperties[] {
		return typeOf(type).properties;
	}
}
