import type { IncomingMessage, ServerResponse } from 'node:http';

import type { Connections } from './connections.cjs';
import type { OpenResponses } from './openResponses.cjs';
import type { Timers } from './timers.cjs';

/** What a fault has to work with: one exchange, and what outlives it. */
export interface FaultContext {
	path: string;
	authorization: string;
	request: IncomingMessage;
	response: ServerResponse;
	/** Delays are kept here, so that they end with the sandbox. */
	delays: Timers;
	openResponses: OpenResponses;
	connections: Connections;
}
