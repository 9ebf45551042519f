import type { Callback } from '../api/callback';
import { statusOf } from '../api/videoReply';
import { isFailed, isIndexed } from '../api/videos';
import type { JsonObject } from '../transport/json';

/** What Memories.ai says to a callback. */
export type Verdict =
	/** The same as the callback. */
	| { readonly kind: 'confirmed'; readonly metadata: JsonObject }
	/** It has not come that far yet, or could not be asked in time, because of the trouble. */
	| { readonly kind: 'unconfirmed'; readonly trouble?: string }
	/** It does not know the video or task: somebody else made this callback up. */
	| { readonly kind: 'unknown' }
	/** With this credential it will not be told whatever is asked. */
	| { readonly kind: 'unverifiable' }
	/** Verifying is switched off. */
	| { readonly kind: 'unchecked' };

/** @param found what Memories.ai says of the callback's video, or of its task where it names none */
export function agrees({ event }: Callback, found: JsonObject): boolean {
	switch (event) {
		case 'video.indexed':
			return isIndexed(statusOf(found));
		case 'video.failed':
			return isFailed(statusOf(found));
		case 'video.queued':
			return true;
		case 'task.downloaded':
			return Array.isArray(found.videos) && found.videos.length > 0;
		case 'task.failed':
			// No failure state exists for a task: an empty list can also mean "still downloading".
			return false;
	}
}
