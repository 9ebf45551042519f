import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

import { BinaryDataService } from 'n8n-core';
import { Container } from './container.cjs';
import { probe } from './probe.cjs';
import { useRawServer } from './rawServer.cjs';

const server = useRawServer();

const MEGABYTE = 1024 ** 2;
const SIZE = 300;

/** Bytes outside of the heap that are still in use: where a file would be that is held. */
function heldBytes(): number {
	collectGarbage();
	return process.memoryUsage().arrayBuffers;
}

/** What is no longer in use may stand around for any time else, depending on the machine. */
function collectGarbage(): void {
	setFlagsFromString('--expose-gc');
	const gc = runInNewContext('gc') as NodeJS.GCFunction;
	gc();
}

it(`a file of ${SIZE} MB passes through without being held`, async () => {
	const block = randomBytes(MEGABYTE);
	const sent = createHash('sha256');
	let most: number | undefined;
	server.answer = (socket) => {
		socket.write('HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\n');
		socket.write(`Content-Length: ${SIZE * MEGABYTE}\r\n\r\n`);
		void (async () => {
			for (let count = 1; count <= SIZE; count++) {
				sent.update(block);
				// It is not the server that holds it.
				if (!socket.write(block)) await once(socket, 'drain');
				if (count % 60 === 0) most = Math.max(most ?? 0, heldBytes());
			}
		})();
	};
	const before = heldBytes();
	const { json, binary } = await probe(
		{ reply: 'file' },
		{ credentials: server.credentials(), binaryMode: 'filesystem' },
	);

	expect(json).toMatchObject({ kind: 'success', data: { bytes: SIZE * MEGABYTE } });
	expect((most ?? NaN) - before).toBeLessThan(50 * MEGABYTE);
	const stored = createHash('sha256');
	const path = Container.get(BinaryDataService).getPath(binary?.data?.id ?? '');
	for await (const piece of createReadStream(path) as AsyncIterable<Buffer>) stored.update(piece);
	expect(stored.digest('hex')).toBe(sent.digest('hex'));
}, 120_000);
