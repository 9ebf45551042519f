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

/** Everything that is tried, in this order. */
export const rows: Row[] = [
	limit,
	workerKilled,
	webhookKilled,
	redisRestarted,
	postgresRestarted,
	callbacksAtOnce,
	callbacksInTurn,
	items,
	files,
	sleepers,
];
