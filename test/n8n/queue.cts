import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { startBalancer } from './balancer.cjs';
import { freePort, type N8nPart, type N8nProcess, type N8nStart, startN8n } from './process.cjs';
import { type Postgres, startPostgres } from './postgres.cjs';
import { type Redis, startRedis } from './redis.cjs';

/** How large an n8n in queue mode is, beside its main process. */
export interface QueueSize {
	/** They run the executions. */
	workers: number;
	/** They take the calls of production URLs, in turns; without any, the main process does. */
	webhooks: number;
	/** Where it keeps its data; in n8n's own SQLite where left out, which all processes then share. */
	database?: 'postgres';
}

/** n8n in queue mode: as a process, it is its main one; it stops as a whole. */
export interface N8nQueue extends N8nProcess {
	workers: N8nProcess[];
	webhooks: N8nProcess[];
	/** The public address of all of it, where production URLs are called; without a slash at the end. */
	productionUrl: string;
	redis: Redis;
	postgres: Postgres | undefined;
	/** Starts one more worker, on the settings of the others. */
	addWorker(): Promise<void>;
	/** Starts one more webhook process, which takes its share of the calls. */
	addWebhook(): Promise<void>;
}

/**
 * Starts n8n in queue mode, with a Redis of its own, and a PostgreSQL of its own where asked. All its
 * processes share one user folder.
 *
 * @throws ExplainedError when the machine has no Redis, or one of the processes does not come up
 */
export async function startQueue(start: N8nStart, size: QueueSize): Promise<N8nQueue> {
	const running: Array<{ stop(): Promise<void> }> = [];
	/** What the others need goes last. */
	const stop = async () => {
		for (const one of [...running].reverse()) await one.stop();
	};
	try {
		await mkdir(start.userFolder, { recursive: true });
		const redis = await startRedis(start.userFolder);
		running.push(redis);
		const postgres = size.database && (await startPostgres(start.userFolder));
		if (postgres) running.push(postgres);
		const balancer = await startBalancer();
		running.push(balancer);
		const port = await freePort(start.port);
		balancer.main = `http://127.0.0.1:${port}`;
		const productionUrl = balancer.url;
		const database = postgres ? postgresSettings(postgres) : SQLITE_SETTINGS;
		const settings = { ...queueSettings(start, redis.port), ...database, ...start.settings };
		const startPart = async (place: { port: number } | { part: N8nPart }) => {
			const webhookUrl = `${productionUrl}/`;
			const n8n = await startN8n({ ...start, ...place, webhookUrl, settings });
			running.push(n8n);
			return n8n;
		};
		// First: it makes the database, and the key that all of them need.
		const main = await startPart({ port });
		const workers: N8nProcess[] = [];
		const addWorker = async () => {
			const name = `worker-${workers.length + 1}`;
			workers.push(await startPart({ part: { command: 'worker', name } }));
		};
		const webhooks: N8nProcess[] = [];
		const addWebhook = async () => {
			const name = `webhook-${webhooks.length + 1}`;
			const webhook = await startPart({ part: { command: 'webhook', name } });
			webhooks.push(webhook);
			balancer.targets.push(webhook.url);
		};
		while (workers.length < size.workers) await addWorker();
		while (webhooks.length < size.webhooks) await addWebhook();
		const parts = { workers, webhooks, addWorker, addWebhook };
		return { ...main, ...parts, productionUrl, redis, postgres, stop };
	} catch (error) {
		await stop();
		throw error;
	}
}

function queueSettings({ install }: N8nStart, redisPort: number): Record<string, string> {
	return {
		EXECUTIONS_MODE: 'queue',
		QUEUE_BULL_REDIS_HOST: '127.0.0.1',
		QUEUE_BULL_REDIS_PORT: String(redisPort),
		// As n8n does it in queue mode unless it is told otherwise.
		N8N_DEFAULT_BINARY_DATA_MODE: install.line === '1' ? 'default' : 'database',
	};
}

const SQLITE_SETTINGS = { NODE_OPTIONS: `--require "${join(__dirname, 'sqlite-wait.cjs')}"` };

function postgresSettings(postgres: Postgres): Record<string, string> {
	return {
		DB_TYPE: 'postgresdb',
		DB_POSTGRESDB_HOST: postgres.host,
		DB_POSTGRESDB_PORT: String(postgres.port),
		DB_POSTGRESDB_USER: postgres.user,
		DB_POSTGRESDB_PASSWORD: postgres.password,
		DB_POSTGRESDB_DATABASE: postgres.database,
		// As n8n does it unless it is told otherwise: this database can be gone and come back.
		DB_PING_INTERVAL_SECONDS: '2',
	};
}
