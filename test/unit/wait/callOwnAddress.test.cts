import { ASLEEP, callOwnAddress } from '../../../nodes/MemoriesAi/wait/callOwnAddress';

const PUBLIC = 'https://n8n.example.com/webhook-waiting/7?token=secret';
const INSIDE = 'http://n8n:5678/webhook-waiting/7?token=secret';

const page = new Response('<html>Log in</html>', { status: 200 });
const redirect = new Response('', { status: 302 });
const refused = new Error('connect ECONNREFUSED');
const n8n = (status: number, message: string) => Response.json({ message }, { status });

function answering(...answers: Array<Response | Error>) {
	const called: string[] = [];
	jest.spyOn(globalThis, 'fetch').mockImplementation(async (url) => {
		called.push(new Request(url).url);
		const answer = answers[called.length - 1];
		if (!(answer instanceof Response)) throw answer ?? refused;
		return await Promise.resolve(answer.clone());
	});
	return called;
}

afterEach(() => {
	jest.restoreAllMocks();
});

test.each([
	['the node', Response.json(ASLEEP), 'taken'],
	['n8n, of an execution that runs', n8n(409, 'The execution "7" is running already.'), 'running'],
	['n8n, of one that has ended', n8n(409, 'The execution "7" has finished already.'), 'gone'],
	['n8n, of one that it does not have', n8n(404, 'The execution "7" does not exist.'), 'gone'],
	['n8n 2, of another secret', n8n(401, 'Invalid token'), 'gone'],
	['the node, of another sleep', n8n(403, 'Not a call for this execution'), 'gone'],
])('the answer of %s', async (_who, response, answer) => {
	const called = answering(response);
	expect((await callOwnAddress([PUBLIC, INSIDE], {})).answer).toBe(answer);
	expect(called).toEqual([PUBLIC]);
});

test.each([
	['nobody', refused],
	['a page to log in at', page],
	['a redirect', redirect],
	['a proxy that is out of order', new Response('Bad Gateway', { status: 502 })],
	['something else in JSON', Response.json({ ok: true })],
])('where %s answers at the public address, the own one is called', async (_who, answer) => {
	const called = answering(answer, Response.json(ASLEEP));
	expect((await callOwnAddress([PUBLIC, INSIDE], {})).answer).toBe('taken');
	expect(called).toEqual([PUBLIC, INSIDE]);
});

test('where neither answers, it says what came instead', async () => {
	answering(page, refused);
	expect(await callOwnAddress([PUBLIC, INSIDE], {})).toEqual({
		answer: 'unreached',
		reason: 'HTTP 200; connect ECONNREFUSED',
	});
});
