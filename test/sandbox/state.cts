/** A video as the account sees it. */
export interface Video {
	videoNo: string;
	videoName: string;
	/** Namespace; undefined for videos of the public library, which has none. */
	uniqueId: string | undefined;
	/** Digits, up to 18 of them; undefined for the Default folder. */
	folderId: string | undefined;
	status: 'UNPARSE' | 'PARSE' | 'FAILED';
	cause?: string;
	/** Milliseconds since epoch. */
	createTime: number;
	/** Bytes. */
	size: number;
	/** Where it was fetched from; undefined for files. */
	sourceUrl: string | undefined;
	capture: Capture;
	/** As given; the server adds `api` when it answers. */
	tags: string[];
	/** What is said and seen in it; something made up unless given, nothing where it is empty. */
	speech?: Segment[];
	captions?: Segment[];
}

/** A stretch of a video, as a transcript has it. Times in seconds, whole ones. */
export interface Segment {
	start: number;
	end: number;
	content: string;
}

/** What the client told about how the video or image was taken. */
export interface Capture {
	/** Milliseconds since epoch; the documents name no time zone, UTC is taken. */
	datetime_taken?: number;
	camera_model?: string;
	latitude?: number;
	longitude?: number;
}

export interface Task {
	taskId: string;
	/** Namespace; undefined for the public library. */
	uniqueId: string | undefined;
	/** Empty while downloading. */
	videos: Video[];
}

export interface Image {
	id: string;
	uniqueId: string;
	fileName: string;
	capture: Capture;
	tags: string[];
}

/** One of the account's own folders; those that every account has are in no list. */
export interface Folder {
	/** Digits, up to 18 of them. */
	folderId: string;
	name: string;
}

/** One text of the personal memory. */
export interface Memory {
	id: string;
	uniqueId: string;
	role: string;
	content: string;
	tags: string[];
	/** As given: ISO 8601. */
	memoriesAt?: string;
	latitude?: string;
	longitude?: string;
}

/** Everything the account holds. */
export class State {
	readonly videos: Video[] = [];
	readonly tasks: Task[] = [];
	readonly images: Image[] = [];
	readonly folders: Folder[] = [];
	readonly memories: Memory[] = [];
	/** Created on first use, by uploads and by reads. */
	readonly uniqueIds = new Set<string>();

	reset(): void {
		this.videos.length = 0;
		this.tasks.length = 0;
		this.images.length = 0;
		this.folders.length = 0;
		this.memories.length = 0;
		this.uniqueIds.clear();
	}
}
