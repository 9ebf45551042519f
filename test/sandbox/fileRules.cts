import type { ReceivedFile } from './recorder.cjs';
import { refuse } from './replies.cjs';
import type { Settings } from './settings.cjs';

/** What the file parts of a call must be. */
export interface FileRule {
	field: string;
	/** First half of the part's Content-Type. */
	family: 'video' | 'image';
	/** Lower case, with dot; any case is taken. */
	extensions: string[];
	maxBytes(settings: Settings): number;
	maxFiles(settings: Settings): number;
}

export const videoFile: FileRule = {
	field: 'file',
	family: 'video',
	extensions: ['.mp4', '.avi', '.mkv', '.mov'],
	maxBytes: (settings) => settings.maxVideoBytes,
	maxFiles: () => 1,
};

export const imageFiles: FileRule = {
	field: 'files',
	family: 'image',
	extensions: ['.jpg', '.jpeg', '.png', '.gif', '.bmp', '.webp'],
	maxBytes: (settings) => settings.maxImageBytes,
	maxFiles: (settings) => settings.maxImagesPerRequest,
};

/** The image that something is searched with. */
export const queryImage: FileRule = { ...imageFiles, field: 'file', maxFiles: () => 1 };

/** @throws {Refusal} for the first file that is wrong; one bad file refuses the whole request. */
export function checkFiles(files: ReceivedFile[], rule: FileRule, settings: Settings): void {
	for (const file of files) {
		if (file.field !== rule.field) refuse(`Unknown parameter ${file.field}.`);
	}
	if (files.length === 0) refuse(`Missing parameter ${rule.field}.`);
	const most = rule.maxFiles(settings);
	if (files.length > most) refuse(`${rule.field} must have at most ${most} files.`);
	for (const file of files) checkFile(file, rule, rule.maxBytes(settings));
}

function checkFile(file: ReceivedFile, rule: FileRule, maxBytes: number): void {
	const { field, family, extensions } = rule;
	const name = file.filename ?? '';
	if (name === '') refuse(`${field} has no filename.`);
	if (!extensions.some((extension) => name.toLowerCase().endsWith(extension))) {
		refuse(`${field} ${name} must be one of ${extensions.join(' ')}.`);
	}
	if (!file.mimetype.startsWith(`${family}/`)) {
		refuse(`${field} ${name} must have a Content-Type that starts with ${family}/.`);
	}
	if (file.size === 0) refuse(`${field} ${name} is empty.`);
	if (file.size > maxBytes) refuse(`${field} ${name} is larger than ${maxBytes} bytes.`);
}
