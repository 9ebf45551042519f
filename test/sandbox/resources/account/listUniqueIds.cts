import { getEndpoint, v1 } from '../../endpoint.cjs';
import { success } from '../../replies.cjs';
import { nothing } from '../../shape.cjs';

export const listUniqueIds = getEndpoint({
	...v1('list_unique_ids'),
	effect: 'read',
	query: nothing,
	answer: (_call, { state }) => success({ unique_ids: [...state.uniqueIds] }),
});
