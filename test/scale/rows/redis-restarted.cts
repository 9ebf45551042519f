import type { Row } from '../row.cjs';
import { uploadLinks } from '../upload-links.cjs';
import { untilArrived } from '../until-arrived.cjs';

export const redisRestarted: Row = {
	id: 'redis-restarted',
	title: 'Uploads, Redis restarted in the middle',
	counts: { full: 100, small: 30 },
	async run(place, count) {
		return await uploadLinks(place, count, {
			async during() {
				await untilArrived(place.stage, count / 3);
				await place.queue.redis.restart();
			},
		});
	},
};
