import type {
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
} from 'n8n-workflow';

import type { ApiClient } from '../api/client';
import { DEFAULT_FOLDER, listFolders, OLDER_API_FOLDER } from '../api/folders';
import { listAllUniqueIds } from '../api/uniqueIds';
import { videoNoOf } from '../api/videoReply';
import { LARGEST_PAGE, listVideos } from '../api/videos';
import { chosenUniqueId } from '../parameters/uniqueId';
import type { JsonObject } from '../transport/json';
import { textOf } from '../transport/json';
import { searchList } from './searchList';

type ListSearch = (
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
) => Promise<INodeListSearchResult>;

/** Folders that every account has. */
const DEFAULT = { name: 'Default Folder', value: String(DEFAULT_FOLDER) };
const OLDER_API = { name: 'Folder of the Older API', value: String(OLDER_API_FOLDER) };

/** What the fields that are picked from a list show: names, with ids as text behind them. */
export const listSearch = {
	searchOwnFolders: folderSearch(),
	searchTargetFolders: folderSearch(DEFAULT),
	searchAllFolders: folderSearch(DEFAULT, OLDER_API),

	async searchUniqueIds(filter) {
		return await searchList(this, async (client) => {
			const all = await listAllUniqueIds(client);
			return { results: all.map((value) => ({ name: value, value })).filter(matching(filter)) };
		});
	},

	/** Those of the Unique ID that is filled in; of a search, page by page until it finds something. */
	async searchVideos(filter, paginationToken) {
		const uniqueId = chosenUniqueId(this);
		return await searchList(this, async (client) => {
			const seen = new Set<string>();
			for (let page = Number(paginationToken ?? 1); ; page++) {
				const { rows, totalCount } = await listVideos(client, { uniqueId }, page, LARGEST_PAGE);
				const before = seen.size;
				for (const video of rows) seen.add(videoNoOf(video) ?? '');
				const results = rows.flatMap(toVideoItem).filter(matching(filter));
				// A page without news is the last, as for a server that knows no pages.
				if (seen.size === before || page * LARGEST_PAGE >= (totalCount ?? Infinity))
					return { results };
				if (results.length > 0) return { results, paginationToken: String(page + 1) };
			}
		});
	},
} satisfies Record<string, ListSearch>;

/** @param first what the list begins with, before the user's own folders */
function folderSearch(...first: INodeListSearchItems[]): ListSearch {
	return async function (filter) {
		return await searchList(this, async (client) => {
			const own = await ownFolders(client);
			return { results: [...first, ...own].filter(matching(filter)) };
		});
	};
}

async function ownFolders(client: ApiClient): Promise<INodeListSearchItems[]> {
	const folders = await listFolders(client);
	return folders
		.map(({ folder_id, folder_name }) => ({
			name: textOf(folder_name) ?? String(folder_id),
			value: String(folder_id),
		}))
		.filter(({ value }) => !value.startsWith('-'));
}

function toVideoItem(video: JsonObject): INodeListSearchItems[] {
	const value = videoNoOf(video);
	if (value === undefined) return [];
	const name = textOf(video.video_name);
	return [{ name: name === undefined ? value : `${name} (${value})`, value }];
}

/** @returns whether an entry has what the user has typed, in its name or as its id */
function matching(filter = ''): (item: INodeListSearchItems) => boolean {
	const wanted = filter.trim().toLowerCase();
	return ({ name, value }) =>
		name.toLowerCase().includes(wanted) || String(value).toLowerCase() === wanted;
}
