import type { State, Video } from '../../state.cjs';
import { platformOf } from '../scrape/platforms.cjs';

/** [OpenAPI] */
const DEFAULT_PLATFORM = 'TIKTOK';

/** @returns the indexed videos of the public library that come from the platform */
export function publicVideos({ videos }: State, platform = DEFAULT_PLATFORM): Video[] {
	return videos.filter(
		({ uniqueId, status, sourceUrl = '' }) =>
			uniqueId === undefined &&
			status === 'PARSE' &&
			platformOf(sourceUrl)?.toUpperCase() === platform,
	);
}
