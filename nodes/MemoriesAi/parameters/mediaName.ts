import { InvalidParameter } from '../errors/invalidParameter';

/** What an endpoint accepts as a file. */
export interface MediaKind {
	/** In singular, for messages. */
	readonly noun: 'video' | 'image';
	/** Extension -> the MIME type to declare when the file's own is not of this kind. */
	readonly types: Readonly<Record<string, string>>;
	/** MIME types under other names than above -> extension. */
	readonly otherTypes: Readonly<Record<string, string>>;
	/** In bytes. */
	readonly largest: number;
	/** `largest`, for messages. */
	readonly largestText: string;
}

/** Source: the vendor's OpenAPI file; 3 GB and 20 MB read as binary units, the larger reading. */
export const VIDEO: MediaKind = {
	noun: 'video',
	types: {
		mp4: 'video/mp4',
		avi: 'video/x-msvideo',
		mkv: 'video/x-matroska',
		mov: 'video/quicktime',
	},
	otherTypes: {
		'video/avi': 'avi',
		'video/msvideo': 'avi',
		'video/matroska': 'mkv',
	},
	largest: 3 * 1024 ** 3,
	largestText: '3 GB',
};

export const IMAGE: MediaKind = {
	noun: 'image',
	types: {
		jpg: 'image/jpeg',
		jpeg: 'image/jpeg',
		png: 'image/png',
		gif: 'image/gif',
		bmp: 'image/bmp',
		webp: 'image/webp',
	},
	otherTypes: {
		'image/jpg': 'jpg',
		'image/pjpeg': 'jpg',
		'image/x-png': 'png',
		'image/x-ms-bmp': 'bmp',
	},
	largest: 20 * 1024 ** 2,
	largestText: '20 MB',
};

/** Letters and digits, with a letter among them: what "Interview 12.10" ends in is none. */
const EXTENSION = /\.(?=\d*[a-z])([a-z\d]{1,10})$/i;

/**
 * Finds a file name and a MIME type that Memories.ai accepts: it looks at the extension and wants
 * a type of the right kind.
 *
 * @param given as the binary data says, both possibly missing
 * @returns the name as given, completed from the MIME type when it has no extension
 * @throws InvalidParameter when the two cannot be those of such a file
 */
export function acceptableName(
	kind: MediaKind,
	given: { readonly fileName?: string; readonly mimeType?: string },
): { fileName: string; mimeType: string } {
	const { noun, types } = kind;
	const fileName = given.fileName?.trim() || noun;
	const mimeType = parseMimeType(given.mimeType);
	const isOfKind = mimeType.startsWith(`${noun}/`);
	const accepted = Object.keys(types).map((extension) => `.${extension}`);

	if (/^(?:video|image|audio)\//.test(mimeType) && !isOfKind) {
		throw new InvalidParameter(
			`The file "${fileName}" is not ${noun === 'image' ? 'an' : 'a'} ${noun}: its type is ${mimeType}`,
			`Memories.ai takes ${accepted.join(', ')} here. Check which file the Input Binary Field holds.`,
		);
	}

	const extension = EXTENSION.exec(fileName)?.[1]?.toLowerCase();
	if (extension !== undefined) {
		const typeOfExtension = find(types, extension);
		if (typeOfExtension === undefined) {
			throw new InvalidParameter(
				`The file "${fileName}" does not have a name that Memories.ai takes for ${noun}s`,
				`The name must end in ${accepted.join(', ')}. Convert the file${noun === 'video' ? ', or set File Name in Additional Fields if only its name is wrong' : ''}.`,
			);
		}
		return { fileName, mimeType: isOfKind ? mimeType : typeOfExtension };
	}

	const extensionOfType =
		find(kind.otherTypes, mimeType) ??
		Object.keys(types).find((known) => types[known] === mimeType);
	if (extensionOfType === undefined) {
		throw new InvalidParameter(
			`The file "${fileName}" cannot be recognised as ${noun === 'image' ? 'an' : 'a'} ${noun}`,
			`Its name has no extension, and its type is ${mimeType || 'unknown'}. Memories.ai takes ${accepted.join(', ')}.`,
		);
	}
	return { fileName: `${fileName}.${extensionOfType}`, mimeType };
}

/** @returns the type in lower case without its parameters; '' where there is none that can stand in a header (RFC 6838, 4.2) */
function parseMimeType(given = ''): string {
	return /^\s*([a-z]+\/[a-z\d!#$&^_.+-]+)\s*(;|$)/i.exec(given)?.[1]?.toLowerCase() ?? '';
}

/** Not what every object has besides, such as `constructor`: files have any extension and type. */
function find(entries: Readonly<Record<string, string>>, name: string): string | undefined {
	return Object.hasOwn(entries, name) ? entries[name] : undefined;
}
