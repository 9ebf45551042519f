import type { Endpoint } from './endpoint.cjs';
import * as calls from './resources/index.cjs';

/** Every call that the sandbox knows. */
export const endpoints: Endpoint[] = Object.values(calls);
