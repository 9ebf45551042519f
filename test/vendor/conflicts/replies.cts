import { parseCallback } from '../../../nodes/MemoriesAi/api/callback';
import { MemoriesAiApi } from '../../../credentials/MemoriesAiApi.credentials';
import type { Attempt, TryNode } from '../../engine/tryNode.cjs';
import { wireExample } from '../../unit/fixtures.cjs';
import { NAMESPACE } from '../calls/call.cjs';

const get = { resource: 'video', operation: 'get', videoNo: 'VI606404158946574336' };
const getAll = { resource: 'video', operation: 'getAll' };
const getTask = { resource: 'task', operation: 'get', taskId: 't' };
const search = { resource: 'video', operation: 'search', query: 'a' };
const imageSearch = { resource: 'image', operation: 'search', query: 'a' };
const ask = { resource: 'chat', operation: 'askVideos', videoNos: 'VI1', prompt: 'a' };
const deleteOne = { resource: 'video', operation: 'delete', videoNo: 'VI1' };
const uploadUrl = { resource: 'video', operation: 'uploadUrl', url: 'https://example.com/a.mp4' };
const uploadFile = { resource: 'video', operation: 'uploadFile' };
const MP4 = { fileName: 'a.mp4', mimeType: 'video/mp4' };

/** The next reply has this `data`, or is this text. */
function reply(data: unknown): Attempt['fault'] {
	const text = typeof data === 'string' ? data : JSON.stringify({ code: '0000', data });
	return { kind: 'body', text, times: 1 };
}

/** The tests of the conflicts about replies, errors, and what is in the library, by row. */
export function replyConflicts(tryNode: TryNode): Record<string, () => Promise<void> | void> {
	/** What is sent, as JSON or in the query. */
	async function sent(parameters: Attempt['parameters'], apiVersion?: string) {
		const [request] = (await tryNode({ parameters, apiVersion })).requests;
		if (!request) throw new Error('No request arrived');
		const { method, path, json, query } = request;
		return { call: `${method} ${path}`, json, query: Object.fromEntries(query) };
	}

	return {
		async 'Failure status'() {
			for (const status of ['FAIL', 'FAILED', 'PARSE_ERROR']) {
				const { error } = await tryNode({
					parameters: { resource: 'video', operation: 'waitUntilIndexed', videoNos: 'VI1' },
					fault: reply({ videos: [{ video_no: 'VI1', status }], total_count: 1 }),
				});
				expect(error).toMatch(/Video VI1 could not be indexed/);
				expect(parseCallback(JSON.stringify({ videoNo: 'VI1', status }))?.event).toBe(
					'video.failed',
				);
			}
			const { json } = await sent({ ...getAll, filters: { status: 'FAILED' } });
			expect(json).toMatchObject({ status: 'FAILED' });
		},
		async 'Meaning of `PARSE`'() {
			const { items, requests } = await tryNode({
				parameters: { resource: 'video', operation: 'waitUntilIndexed', videoNos: 'VI1' },
				fault: reply({ videos: [{ video_no: 'VI1', status: 'PARSE' }], total_count: 1 }),
			});
			expect(items).toMatchObject([{ videoNo: 'VI1', status: 'PARSE' }]);
			expect(requests).toHaveLength(1);
		},
		async 'Task status reply'() {
			for (const data of [
				{ video_ids: ['PI-1'] },
				{ videos: [{ video_no: 'PI-1' }] },
				{ videos: [{ videoNo: 'PI-1' }] },
			]) {
				const { items } = await tryNode({ parameters: getTask, fault: reply(data) });
				expect(items).toMatchObject([{ taskId: 't', videoNo: 'PI-1' }]);
			}
		},
		async 'Numbers in replies'() {
			const outputs = [];
			for (const [duration, cause] of [
				['653', 'null'],
				[653, null],
			]) {
				const { items } = await tryNode({
					parameters: get,
					fault: reply({ video_no: 'VI1', duration, cause, tags: cause }),
				});
				outputs.push(items);
			}
			expect(outputs).toEqual(Array(2).fill([{ videoNo: 'VI1', duration: 653 }]));
		},
		async 'File size'() {
			const tooLarge = { ...MP4, size: 3 * 1024 ** 3 + 1 };
			const { error, requests } = await tryNode({ parameters: uploadFile, file: tooLarge });
			expect(error).toMatch(/3 GB/);
			expect(requests).toEqual([]);
		},
		async '`success`/`failed`'() {
			const video = '"data":{"video_no":"VI1"}';
			const green = await tryNode({ parameters: get, fault: reply(`{"code":"0000",${video}}`) });
			expect(green.items).toEqual([{ videoNo: 'VI1' }]);
			const red = await tryNode({
				parameters: get,
				fault: reply(`{"code":"0402","success":true,"failed":false,${video}}`),
			});
			expect(red.error).toMatch(/0402/);
		},
		async '`code` type'() {
			for (const code of ['0402', 402]) {
				const { error } = await tryNode({
					parameters: get,
					fault: { kind: 'code', code, times: 1 },
				});
				expect(error).toMatch(/0402/);
			}
		},
		async 'Bad key'() {
			const faults: Array<Attempt['fault']> = [
				{ kind: 'code', code: '0401', times: 1 },
				{ kind: 'status', status: 401, times: 1 },
			];
			for (const fault of faults) {
				const { error, requests } = await tryNode({ parameters: get, fault });
				expect(error).toMatch(/API key/i);
				expect(requests).toHaveLength(1);
			}
		},
		async '`0001`'() {
			const refused = async (msg: string, parameters: Attempt['parameters'] = getAll) =>
				await tryNode({ parameters, fault: { kind: 'code', code: '0001', msg, times: 1 } });
			expect((await refused('Bad parameter.')).error).toMatch(/Bad parameter\..*0001/);
			expect((await refused('Network abnormal.')).requests).toHaveLength(2);
			expect((await refused('Network abnormal.', uploadUrl)).requests).toHaveLength(1);
		},
		async Bearer() {
			for (const [apiVersion, start] of [
				['v1', /^sk-/],
				['v1.1', /^sk-/],
				['v1.0', /^Bearer sk-/],
			] as const) {
				const { requests } = await tryNode({ parameters: uploadFile, file: MP4, apiVersion });
				expect(requests[0]?.headers.authorization).toMatch(start);
			}
		},
		async '`list_videos` `size` default'() {
			expect((await sent(getAll)).json).toMatchObject({ size: 50 });
			expect((await sent({ ...getAll, returnAll: true })).json).toMatchObject({ size: 200 });
		},
		async '`list_videos` parameters'() {
			const { call, query } = await sent({ ...getAll, filters: { tag: 'a' } });
			expect([call, query]).toEqual(['POST /serve/api/v1/list_videos', {}]);
		},
		async '`session_id`'() {
			const { json } = await sent({ ...ask, sessionId: '={{ 606122521255 }}' });
			expect(json).toMatchObject({ session_id: '606122521255' });
		},
		async 'Chat ids'() {
			expect((await sent(ask)).json).toEqual({ prompt: 'a', video_nos: ['VI1'] });
		},
		async '`search_public` `BY_CLIP`'() {
			const { json } = await sent({ ...search, library: 'public' });
			expect(json).toMatchObject({ search_type: 'BY_VIDEO' });
		},
		async '`BY_IMAGE`'() {
			expect((await sent(imageSearch)).json).toMatchObject({ search_type: 'BY_IMAGE' });
			const { items } = await tryNode({
				parameters: imageSearch,
				fault: reply(wireExample('search.response.by-image.strings.json')),
			});
			expect(items).toMatchObject([{ id: '619915496901337088', name: 'OIX_ZOOM' }]);
		},
		async 'Transcript search'() {
			const { call, query } = await sent({
				resource: 'transcript',
				operation: 'search',
				query: 'a',
				returnAll: true,
			});
			expect(call).toBe('GET /serve/api/v1/search_audio_transcripts');
			expect(query).toMatchObject({ page_size: '500' });
		},
		async 'Visual text'() {
			const { call } = await sent({
				resource: 'transcript',
				operation: 'get',
				videoNo: 'VI1',
				content: 'captions',
			});
			expect(call).toBe('GET /serve/api/v1/get_video_caption');
		},
		async '`delete_videos` `unique_id`'() {
			const { json, query } = await sent({
				...deleteOne,
				additionalFields: { uniqueId: NAMESPACE },
			});
			expect([json, query]).toEqual([['VI1'], { unique_id: NAMESPACE }]);
		},
		async 'Deleting twice'() {
			const gone = await tryNode({ parameters: deleteOne });
			expect(gone.items).toEqual([{ deleted: true, videoNo: 'VI1' }]);
			const repeated = await tryNode({
				parameters: deleteOne,
				fault: { kind: 'code', code: '0409', times: 1 },
			});
			expect(repeated.error).toMatch(/0409/);
			expect(repeated.requests).toHaveLength(1);
		},
		async 'Life of this API'() {
			const address = new MemoriesAiApi().properties.find(({ name }) => name === 'baseUrl');
			expect(address).toMatchObject({ type: 'string', default: 'https://api.memories.ai' });
			// The sandbox is at another one.
			expect((await tryNode({ parameters: get })).requests).toHaveLength(1);
		},
	};
}
