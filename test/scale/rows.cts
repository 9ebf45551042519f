import type { Row } from './row.cjs';
import { callbacksAtOnce } from './rows/callbacks-at-once.cjs';
import { callbacksInTurn } from './rows/callbacks-in-turn.cjs';
import { files } from './rows/files.cjs';
import { items } from './rows/items.cjs';
import { limit } from './rows/limit.cjs';
import { postgresRestarted } from './rows/postgres-restarted.cjs';
import { redisRestarted } from './rows/redis-restarted.cjs';
import { sleepers } from './rows/sleepers.cjs';
import { webhookKilled } from './rows/webhook-killed.cjs';
import { workerKilled } from './rows/worker-killed.cjs';

/** Everything that is tried, in this order: what shakes n8n comes last. */
export const rows: Row[] = [
	files,
	items,
	sleepers,
	callbacksInTurn,
	callbacksAtOnce,
	limit,
	webhookKilled,
	redisRestarted,
	postgresRestarted,
	workerKilled,
];
