import type { IExecuteFunctions } from 'n8n-workflow';

import type { ApiClient } from '../../api/client';
import { videoFields } from '../../api/videoDetails';
import { LARGEST_PAGE, listVideos, videoNoOf } from '../../api/videos';
import { InvalidParameter } from '../../errors/invalidParameter';
import { readVideoFilters, videoFiltersProperty } from '../../parameters/filters';
import { outputProperties, readOutput } from '../../parameters/outputFields';
import { parseCount } from '../../parameters/parse';
import type { Fields } from '../../transport/fields';
import type { JsonObject } from '../../transport/json';
import type { Operation } from '../operation';

export const getAll: Operation = {
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many videos',
	description: 'List the videos of your private library, all or filtered',
	properties: [
		{
			displayName: 'Return All',
			name: 'returnAll',
			type: 'boolean',
			default: false,
			description: 'Whether to return all results or only up to a given limit',
		},
		{
			displayName: 'Limit',
			name: 'limit',
			type: 'number',
			typeOptions: { minValue: 1 },
			default: 50,
			displayOptions: { show: { returnAll: [false] } },
			description: 'Max number of results to return',
		},
		videoFiltersProperty,
		...outputProperties(videoFields),
	],
	prepare(context, [itemIndex]) {
		const all = context.getNodeParameter('returnAll', itemIndex, false) === true;
		const limit = all ? Infinity : readLimit(context, itemIndex);
		const filters = readVideoFilters(context, itemIndex);
		const toOutput = readOutput(context, itemIndex, videoFields);
		return {
			async send(client) {
				const videos = await findAll(client, filters, limit);
				return videos.map((video) => ({ json: toOutput(video), pairedItem: itemIndex }));
			},
		};
	},
};

async function findAll(client: ApiClient, filters: Fields, limit: number): Promise<JsonObject[]> {
	const size = Math.min(limit, LARGEST_PAGE);
	const found = new Map<string, JsonObject>();
	for (let page = 1; found.size < limit; page++) {
		const before = found.size;
		const { videos, totalCount } = await listVideos(client, filters, page, size);
		// An upload meanwhile moves videos to the next page: each is put out once all the same.
		for (const video of videos) found.set(videoNoOf(video) ?? JSON.stringify(video), video);
		// The server may give smaller pages than were asked for, so a short page is not the last one.
		// One without news is: a server that knows no pages would give the same for ever.
		if (found.size === before || found.size >= (totalCount ?? Infinity)) break;
	}
	return [...found.values()].slice(0, limit);
}

function readLimit(context: IExecuteFunctions, itemIndex: number): number {
	const limit = parseCount(context.getNodeParameter('limit', itemIndex, 50), 'Limit');
	if (limit === undefined) throw new InvalidParameter('Limit is empty', 'Enter a number from 1.');
	return limit;
}
