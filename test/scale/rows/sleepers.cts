import type { Row } from '../row.cjs';
import { sleepAndWake } from '../sleeping.cjs';

/** They are called back at either webhook process in turns. */
export const sleepers: Row = {
	id: 'sleepers',
	title: 'Sleepers, woken through either webhook process',
	counts: { full: 500, small: 20 },
	async run(place, count) {
		const { webhooks, productionUrl } = place.queue;
		const origins = webhooks.filter((webhook) => !webhook.ended()).map(({ url }) => url);
		return await sleepAndWake(place, count, {
			addressOf: (resumeUrl, at) =>
				resumeUrl.replace(productionUrl, origins[at % origins.length] ?? productionUrl),
		});
	},
};
