import { jsonEndpoint, v1 } from '../../endpoint.cjs';
import { type Reply, success } from '../../replies.cjs';
import { nothing, parameters } from '../../shape.cjs';
import type { Memory } from '../../state.cjs';
import { vendorParameters } from '../../vendorSchemas.cjs';
import { DEFAULT_UNIQUE_ID, uniqueId } from '../shared/scope.cjs';

/** [OpenAPI] `memories`. */
const DEFAULT_PAGE_SIZE = 20;

interface ListFields {
	page?: number;
	page_size?: number;
	/** Taken, and of no effect: which there are is not documented. */
	filters?: Record<string, unknown>;
	unique_id?: string;
}

export const listMemories = jsonEndpoint({
	...v1('memories'),
	effect: 'read',
	query: nothing,
	body: parameters<ListFields>(
		{ ...vendorParameters('ListMemoriesRequest'), unique_id: uniqueId },
		[],
	),
	answer: ({ body }, { state }) => pageOf(state.memories, body),
});

/** By words; a real search goes by meaning. */
export const searchMemories = jsonEndpoint({
	...v1('memories/search'),
	effect: 'read',
	query: nothing,
	body: parameters<ListFields & { query: string }>(
		{ ...vendorParameters('SearchMemoriesRequest'), unique_id: uniqueId },
		['query'],
	),
	answer: ({ body }, { state }) =>
		pageOf(
			state.memories.filter(({ content }) => content.includes(body.query)),
			body,
		),
});

/** What a page looks like is not documented; it is taken to be like one of videos. */
function pageOf(memories: Memory[], fields: ListFields): Reply {
	const { page = 1, page_size = DEFAULT_PAGE_SIZE, unique_id = DEFAULT_UNIQUE_ID } = fields;
	const matches = memories.filter((memory) => memory.uniqueId === unique_id);
	return success({
		current_page: page,
		page_size,
		total_count: matches.length,
		memories: matches.slice((page - 1) * page_size, page * page_size).map(view),
	});
}

function view({ id, role, content, tags, memoriesAt }: Memory): Record<string, unknown> {
	return { id: BigInt(id), role, content, tags, memories_at: memoriesAt };
}
