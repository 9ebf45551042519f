import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import S3rver from 's3rver';

const BUCKET = 'videos';

/** A server that speaks S3, with one bucket. */
export interface BucketServer {
	bucket: string;
	/** What n8n's S3 credential asks for. */
	account: Record<string, unknown>;
	/** Puts a file into the bucket, or in place of one. */
	put(key: string, content: Buffer): Promise<void>;
	/** Ends it and deletes its files. */
	close(): Promise<void>;
}

/** Starts one whose bucket is empty. */
export async function startBucket(): Promise<BucketServer> {
	const directory = await mkdtemp(join(tmpdir(), 'bucket-'));
	const server = new S3rver({
		address: '127.0.0.1',
		port: 0,
		silent: true,
		directory,
		configureBuckets: [{ name: BUCKET, configs: [] }],
	});
	const { port } = await server.run();
	const endpoint = `http://127.0.0.1:${port}`;
	return {
		bucket: BUCKET,
		account: {
			endpoint,
			region: 'us-east-1',
			accessKeyId: 'S3RVER',
			secretAccessKey: 'S3RVER',
			forcePathStyle: true,
		},
		async put(key, content) {
			const body = new Uint8Array(content);
			const response = await fetch(`${endpoint}/${BUCKET}/${key}`, { method: 'PUT', body });
			if (!response.ok) throw new Error(`${key} was refused: ${await response.text()}`);
		},
		close: async () => {
			await server.close();
			await rm(directory, { recursive: true, force: true });
		},
	};
}
