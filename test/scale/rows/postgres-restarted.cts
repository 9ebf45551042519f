import type { Row } from '../row.cjs';
import { uploadLinks } from '../upload-links.cjs';
import { untilArrived } from '../until-arrived.cjs';

export const postgresRestarted: Row = {
	id: 'postgres-restarted',
	title: 'Uploads, PostgreSQL restarted in the middle',
	counts: { full: 100, small: 30 },
	// In minutes, every three hours as it comes. n8n then looks for executions whose end it could not
	// note; of those that are just being queued, it now and then takes one for such.
	settings: { N8N_EXECUTIONS_QUEUE_RECOVERY_INTERVAL: '0.5' },
	async run(place, count) {
		return await uploadLinks(place, count, {
			async during() {
				await untilArrived(place.stage, count / 3);
				await place.queue.postgres?.restart();
			},
		});
	},
};
