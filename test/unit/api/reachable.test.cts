import { checkCallbackUrl, isTestUrl } from '../../../nodes/MemoriesAi/api/callbackUrl';

const API = 'https://api.memories.ai';

it.each([
	'http://localhost:5678/webhook/1/webhook',
	'http://127.0.0.1:5678/webhook/1/webhook',
	'https://192.168.1.5/webhook/1/webhook',
	'http://n8n:5678/webhook/1/webhook',
	'https://n8n.local/webhook/1/webhook',
	'http://[::1]:5678/webhook/1/webhook',
])('Memories.ai cannot reach %s', (callbackUrl) => {
	expect(() => {
		checkCallbackUrl(callbackUrl, API);
	}).toThrow(/^Callback URL: Memories.ai cannot reach /);
});

it('a stand-in on the same network can', () => {
	expect(() => {
		checkCallbackUrl('http://localhost:5678/webhook/1/webhook', 'http://127.0.0.1:4010');
	}).not.toThrow();
});

it('Memories.ai reaches public addresses', () => {
	expect(() => {
		checkCallbackUrl('https://n8n.example.com/webhook/1/webhook', API);
		checkCallbackUrl('http://203.0.113.5:5678/webhook/1/webhook', API);
	}).not.toThrow();
});

it('knows the Test URL of a trigger', () => {
	expect(isTestUrl('https://n8n.example.com/webhook-test/1/webhook?reference=1')).toBe(true);
	expect(isTestUrl('https://n8n.example.com/webhook/1/webhook')).toBe(false);
});
