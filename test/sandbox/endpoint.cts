import type { AuthScheme } from './auth.cjs';
import type { RequestRecord } from './recorder.cjs';
import type { Reply } from './replies.cjs';
import type { World } from './world.cjs';

/** One call of the API. */
export interface Endpoint {
	/** The last part of the path, with the generation before it unless current. */
	name: string;
	method: 'GET' | 'POST';
	path: string;
	auth: AuthScheme;
	/** Checks everything but the key, then does the work. @throws {Refusal} */
	answer(record: RequestRecord, world: World): Reply;
}
