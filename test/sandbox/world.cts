import type { Indexing } from './indexing.cjs';
import type { Settings } from './settings.cjs';
import type { State } from './state.cjs';

/** What a call may touch. */
export interface World {
	settings: Settings;
	state: State;
	indexing: Indexing;
}
