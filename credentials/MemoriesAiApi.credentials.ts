import type {
	Icon,
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';

export class MemoriesAiApi implements ICredentialType {
	name = 'memoriesAiApi';

	displayName = 'Memories.ai API';

	icon: Icon = { light: 'file:../icons/memoriesAi.svg', dark: 'file:../icons/memoriesAi.dark.svg' };

	documentationUrl = 'https://github.com/n8n-nodes-memories-ai/n8n-nodes-memories-ai#credential';

	properties: INodeProperties[] = [
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			required: true,
			default: '',
			placeholder: 'e.g. sk-mavi-...',
			description:
				'Create it in the <a href="https://memories.ai/app/service/key" target="_blank">Memories.ai dashboard, under API Settings</a>, which shows it once. For API Version 1.0, paste the access token.',
		},
		{
			displayName: 'API Version',
			name: 'apiVersion',
			type: 'options',
			options: [
				{ name: 'Current', value: 'v1', description: 'For every key created today' },
				{
					name: 'Legacy 1.1',
					value: 'v1.1',
					description: 'Uploads of a file or URL only; no longer maintained by Memories.ai',
				},
				{
					name: 'Legacy 1.0',
					value: 'v1.0',
					description: 'Uploads of a file only; no longer maintained by Memories.ai',
				},
			],
			default: 'v1',
			description: 'Leave at Current unless your key was issued for an older API',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: 'https://api.memories.ai',
			placeholder: 'e.g. https://api.memories.ai',
			description:
				'The key is only ever sent to this address. Change it only to use a proxy. With API Version Legacy 1.0, https://api.memories.ai stands for https://mavi-backend.memories.ai, where that version lives.',
		},
	];

	/** No expression: for one, n8n 2 builds a sandbox each time, which takes longer than the request. */
	async authenticate(
		{ apiKey, apiVersion }: ICredentialDataDecryptedObject,
		request: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		const key = typeof apiKey === 'string' ? apiKey.trim() : '';
		// Only 1.0 takes a Bearer token; the others refuse the word.
		const Authorization = apiVersion === 'v1.0' ? `Bearer ${key}` : key;
		return { ...request, headers: { ...request.headers, Authorization } };
	}

	/** The cheapest read that each version has. */
	test: ICredentialTestRequest = {
		request: {
			baseURL:
				'={{ (($url) => $credentials.apiVersion === "v1.0" && $url === "https://api.memories.ai" ? "https://mavi-backend.memories.ai" : $url)((($address) => $address.includes("://") ? $address : "https://" + $address)(($credentials.baseUrl || "").trim().replace(/\\/+$/, "") || "https://api.memories.ai")) }}',
			url: '={{ ({ "v1": "/serve/api/v1/list_unique_ids", "v1.1": "/serve/api/video/get_folder", "v1.0": "/api/serve/video/searchDB" })[$credentials.apiVersion] }}',
			method: 'GET',
			disableFollowRedirect: true,
		},
		// A refusal arrives with HTTP 200, so these are told apart by the reply's code.
		rules: [
			refusal('0401', KEY_NOT_ACCEPTED),
			refusal('401', KEY_NOT_ACCEPTED),
			refusal(401, KEY_NOT_ACCEPTED),
			refusal(
				'0403',
				'This Memories.ai developer account is disabled. Ask their support to enable it.',
			),
			refusal('9009', 'This API Key has no permission for the API. Check the key at Memories.ai.'),
			refusal('0001', ADDRESS_NOT_KNOWN),
			refusal(undefined, ADDRESS_NOT_KNOWN),
		],
	};
}

const KEY_NOT_ACCEPTED =
	'Memories.ai does not accept this API Key. Check that it is complete and belongs to the chosen API Version.';

const ADDRESS_NOT_KNOWN =
	'This address did not answer as Memories.ai does. Check the Base URL and the API Version.';

/** @param code as in the reply; `undefined` for a reply that has none */
function refusal(code: string | number | undefined, message: string) {
	return {
		type: 'responseSuccessBody' as const,
		properties: { key: 'code', value: code, message },
	};
}
