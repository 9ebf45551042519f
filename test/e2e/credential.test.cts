import { world } from './world.cjs';

const { client, credential, sandbox } = world();

async function testWith(apiKey: string) {
	return await client.testCredential(credential, {
		apiKey,
		apiVersion: 'v1',
		baseUrl: sandbox.url,
	});
}

test('the right key passes the test of the credential', async () => {
	expect(await testWith(sandbox.key)).toMatchObject({ status: 'OK' });
});

test('a wrong key is refused in plain words', async () => {
	const { status, message } = await testWith('sk-mavi-wrong');
	expect(status).toBe('Error');
	expect(message).toMatch(/does not accept this API Key/);
	expect(message).not.toContain('sk-mavi-wrong');
});
