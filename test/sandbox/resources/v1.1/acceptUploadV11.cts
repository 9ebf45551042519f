import { nextDigits } from '../../ids.cjs';
import type { ReceivedFile } from '../../recorder.cjs';
import { type Reply, success } from '../../replies.cjs';
import type { Video } from '../../state.cjs';
import type { World } from '../../world.cjs';
import { accept, newVideo } from '../video/newVideo.cjs';

/** As observed: `videoName` is the file's stem, status and time are missing. */
export function acceptUploadV11(
	callback: string | undefined,
	file: ReceivedFile | undefined,
	sourceUrl: string | undefined,
	world: World,
): Reply {
	const video: Video = {
		...newVideo(`VI${nextDigits()}`, file, sourceUrl),
		videoName: stem(file?.filename ?? sourceUrl ?? ''),
	};
	return accept(video, callback, true, world, ({ videoNo, videoName }) =>
		success({ videoNo, videoName }),
	);
}

/** The last part of a path without its extension. */
function stem(path: string): string {
	return (path.split('/').at(-1) ?? '').replace(/\.[^.]*$/, '');
}
