import type { Row } from '../row.cjs';
import { sleepAndWake } from '../sleeping.cjs';

/** Whoever is left takes the calls; another one comes up later. */
export const webhookKilled: Row = {
	id: 'webhook-killed',
	title: 'Sleepers, a webhook process killed meanwhile',
	counts: { full: 100, small: 10 },
	async run(place, count) {
		const [victim] = place.queue.webhooks.filter((webhook) => !webhook.ended());
		const outcome = await sleepAndWake(place, count, { before: async () => await victim?.kill() });
		await place.queue.addWebhook();
		return outcome;
	},
};
