import { callBoth } from '../callbacks.cjs';
import type { Row } from '../row.cjs';

export const callbacksAtOnce: Row = {
	id: 'callbacks-at-once',
	title: 'Callbacks, each sent to both webhook processes at the same instant',
	counts: { full: 1000, small: 40 },
	run: async (place, count) => await callBoth(place, count, 'at once'),
};
