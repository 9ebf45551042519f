import { type Endpoint, jsonEndpoint, v1 } from '../../endpoint.cjs';
import { nextDigits, taskId } from '../../ids.cjs';
import { type Reply, success } from '../../replies.cjs';
import type { Schema } from '../../schema.cjs';
import { nothing, type ParametersShape } from '../../shape.cjs';
import type { Task, Video } from '../../state.cjs';
import type { World } from '../../world.cjs';
import { DEFAULT_UNIQUE_ID, type Scope } from '../shared/scope.cjs';
import { newVideo } from '../video/newVideo.cjs';

type Library = 'private' | 'public';

/** What every scrape takes, in one variant or the other. */
export interface ScrapeFields extends Scope {
	callback_url?: string;
	callback?: string;
}

/** How many posts to take. */
export const scraperCount: Schema = { type: 'integer', minimum: 1 };

/**
 * A scrape into one of the libraries.
 * @param postsOf the posts that it finds
 */
export function scrapeEndpoint<B extends ScrapeFields>(
	name: string,
	library: Library,
	body: ParametersShape<B>,
	postsOf: (body: B) => string[],
): Endpoint {
	return jsonEndpoint({
		...v1(name),
		effect: 'charge',
		query: nothing,
		body,
		answer: (call, world) => startScrape(postsOf(call.body), call.body, library, world),
	});
}

/** Made-up posts of a profile. */
export function madeUpPosts(profile: string, count: number): string[] {
	return Array.from({ length: count }, () => `${profile}/video/${nextDigits()}`);
}

function startScrape(urls: string[], fields: ScrapeFields, library: Library, world: World): Reply {
	const isPublic = library === 'public';
	const uniqueId = isPublic ? undefined : (fields.unique_id ?? DEFAULT_UNIQUE_ID);
	if (uniqueId !== undefined) world.state.uniqueIds.add(uniqueId);
	const task: Task = { taskId: taskId(), uniqueId, videos: [] };
	const found = urls.map(
		(url): Video => ({
			...newVideo(`${isPublic ? 'PI-' : 'VI'}${nextDigits()}`, undefined, url),
			uniqueId,
			folderId: fields.folder_id?.toString(),
		}),
	);
	world.indexing.scrape(task, found, fields.callback_url ?? fields.callback);
	return success({ taskId: task.taskId });
}
