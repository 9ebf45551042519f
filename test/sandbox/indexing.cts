import type { Callbacks } from './callbacks.cjs';
import type { Settings } from './settings.cjs';
import type { State, Task, Video } from './state.cjs';
import { Timers } from './timers.cjs';

/** How an upload is told about: v1.0 and v1.1 add the account's `clientId`. */
export interface UploadCallback {
	url: string;
	withClientId: boolean;
}

const CLIENT_ID = 'd7a7427b502df6c8e31de003675b7b77';

/** What happens after a request was answered: downloading, indexing, and the callbacks of both. */
export class Indexing {
	private readonly timers = new Timers();
	/** Ends the indexing of a video, by its number. */
	private readonly pending = new Map<string, () => void>();
	/** Ends the download of a scrape, by its task. */
	private readonly downloads = new Map<string, () => void>();

	constructor(
		private readonly settings: Settings,
		private readonly state: State,
		private readonly callbacks: Callbacks,
	) {}

	/** Takes an uploaded video in and indexes it in time. */
	upload(video: Video, callback: UploadCallback | undefined): void {
		this.state.videos.push(video);
		this.index(video, () => {
			if (!callback || this.settings.callbacks === 'none') return;
			this.callbacks.send(callback.url, {
				videoNo: video.videoNo,
				...(callback.withClientId ? { clientId: CLIENT_ID } : {}),
				status: video.status === 'PARSE' ? 'PARSE' : 'FAIL',
			});
		});
	}

	/**
	 * Takes a scrape in. Its videos appear when downloaded, then are indexed one by one. A source
	 * with `fail-task` in it fails the whole task: its list stays empty for good.
	 */
	scrape(task: Task, found: Video[], callbackUrl: string | undefined): void {
		const tell = (body: Record<string, string>) => {
			if (callbackUrl === undefined || this.settings.callbacks === 'none') return;
			this.callbacks.send(callbackUrl, body);
		};
		const { taskId } = task;
		this.state.tasks.push(task);
		const download = () => {
			if (!this.downloads.delete(taskId)) return;
			if (found.some((video) => video.sourceUrl?.includes('fail-task'))) {
				tell({ taskId, status: 'FAILED' });
				return;
			}
			task.videos.push(...found);
			this.state.videos.push(...found);
			tell({ message: 'Video has been downloaded...', taskId, status: 'SUCCEEDED' });
			for (const video of found) {
				this.index(video, () => {
					// No callback is documented for a scraped video that could not be indexed.
					if (video.status !== 'PARSE' || this.settings.callbacks === 'task') return;
					tell({
						videoId: video.videoNo,
						message: 'Video indexing succeed',
						taskId,
						status: 'INDEXING_SUCCEEDED',
					});
				});
			}
		};
		this.downloads.set(taskId, download);
		this.timers.after(this.settings.downloadAfterMs, download);
	}

	/** @returns false when that task is not being downloaded */
	downloadNow(taskId: string): boolean {
		const end = this.downloads.get(taskId);
		end?.();
		return end !== undefined;
	}

	/** @returns false when that video is not being indexed */
	endNow(videoNo: string): boolean {
		const end = this.pending.get(videoNo);
		end?.();
		return end !== undefined;
	}

	clear(): void {
		this.timers.clear();
		this.pending.clear();
		this.downloads.clear();
	}

	private index(video: Video, then: () => void): void {
		const end = () => {
			if (!this.pending.delete(video.videoNo)) return;
			if (video.tags.includes('fail') || video.sourceUrl?.includes('fail')) {
				video.status = 'FAILED';
				video.cause = 'Indexing failed. ';
			} else {
				video.status = 'PARSE';
			}
			then();
		};
		this.pending.set(video.videoNo, end);
		this.timers.after(this.settings.indexAfterMs, end);
	}
}
