import { callBoth } from '../callbacks.cjs';
import type { Row } from '../row.cjs';

export const callbacksInTurn: Row = {
	id: 'callbacks-in-turn',
	title: 'Callbacks, each sent to one webhook process and then to the other',
	counts: { full: 1000, small: 40 },
	run: async (place, count) => await callBoth(place, count, 'one after the other'),
};
