import type { ApiClient } from '../../api/client';
import type { TranscriptContent } from '../../api/transcripts';
import { statusOf } from '../../api/videoReply';
import { getVideo, isFailed, isIndexed, isPublic } from '../../api/videos';
import { InvalidParameter } from '../../errors/invalidParameter';
import { notFound } from '../../parameters/uniqueId';
import { textOf } from '../../transport/json';

/**
 * Memories.ai answers alike whatever the reason, so the video itself is looked up.
 *
 * @param uniqueId under which the transcript was asked for
 * @returns why there is no transcript of a video, and what to do about it
 */
export async function noTranscript(
	client: ApiClient,
	content: TranscriptContent,
	videoNo: string,
	uniqueId: string | undefined,
): Promise<InvalidParameter> {
	if (isPublic(videoNo)) {
		return new InvalidParameter(
			`Video ${videoNo} has no transcript, as far as Memories.ai tells`,
			'It is in the public library; what is known of transcripts is about videos of your private library. Use one of those, or Transcript: Search in the public library.',
		);
	}
	const video = await getVideo(client, videoNo, uniqueId);
	if (!video) return notFound('video', videoNo, uniqueId);
	const status = statusOf(video);
	if (isFailed(status)) {
		const cause = textOf(video.cause) ?? 'not given';
		return new InvalidParameter(
			`Video ${videoNo} could not be indexed, so it has no transcript`,
			`The cause is: ${cause}. Check the video, and upload it again.`,
		);
	}
	if (!isIndexed(status)) {
		return new InvalidParameter(
			`Video ${videoNo} is not indexed yet, so it has no transcript`,
			'Use Video: Wait Until Indexed before this, or run this again later.',
		);
	}
	return new InvalidParameter(
		`Video ${videoNo} has no ${content}, as far as Memories.ai tells`,
		`It is indexed, and there is no such transcript of it. ${OTHERWISE[content]} For the other items to go on without it, set On Error in the node's settings to continue.`,
	);
}

const OTHERWISE: Readonly<Record<TranscriptContent, string>> = {
	speech: 'For a video in which nobody speaks, choose Captions as Content.',
	captions: 'For what is said in it, choose Speech as Content.',
};
