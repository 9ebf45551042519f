import type { Integer } from '../../json.cjs';
import { refuse } from '../../replies.cjs';
import type { Folder, Video } from '../../state.cjs';
import type { World } from '../../world.cjs';

/** As `folder_id` names it; videos without a folder are there. */
export const DEFAULT_FOLDER = '-1';

/** Where the older API puts its videos; nothing here does. */
export const OLDER_API_FOLDER = '-2';

/** As the API answers it: a bare integer of all its digits. */
export function folderView({ folderId, name }: Folder): Record<string, unknown> {
	return { folder_id: BigInt(folderId), folder_name: name };
}

/** @throws {Refusal} where the account has no such folder of its own */
export function ownFolder(folderId: Integer, { state }: World): Folder {
	const folder = state.folders.find((one) => one.folderId === folderId.toString());
	return folder ?? refuse('Folder not found.');
}

/** @throws {Refusal} where another folder has the name */
export function checkName(name: string, { state }: World): void {
	if (state.folders.some((folder) => folder.name === name)) {
		refuse('A folder with this name exists already.');
	}
}

/** @returns whether the video is in the folder */
export function isIn(folderId: string, video: Video): boolean {
	return (video.folderId ?? DEFAULT_FOLDER) === folderId;
}
