import { getEndpoint, v10 } from '../../endpoint.cjs';
import { success } from '../../replies.cjs';
import { anything } from '../../shape.cjs';

/** v1.0's status call is only an authenticated read here. */
export const searchDbV10 = getEndpoint({
	...v10('searchDB'),
	effect: 'read',
	query: anything,
	answer: () => success([]),
});
