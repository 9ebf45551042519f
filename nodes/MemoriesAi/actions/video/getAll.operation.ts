import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import type { Fields } from '../../transport/fields';
import type { JsonObject } from '../../transport/json';
import { LARGEST_PAGE, listVideos, videoNoOf } from '../../api/videos';
import { checkTogether } from '../../parameters/upload';
import { parseTimestamp } from '../../parameters/dateTime';
import { InvalidParameter } from '../../errors/invalidParameter';
import { parseList } from '../../parameters/lists';
import { parseCoordinate, parseCount, parseLongId, parseText } from '../../parameters/parse';
import type { Operation } from '../operation';
import { asker } from '../../api/client';

const FILTERS: INodeProperties[] = [
	{
		displayName: 'Camera Model',
		name: 'cameraModel',
		type: 'string',
		default: '',
		placeholder: 'e.g. Canon EOS 5D',
		description: 'Exactly as it was uploaded; finds indexed videos only',
	},
	{
		displayName: 'Folder ID',
		name: 'folderId',
		type: 'string',
		default: '',
		placeholder: 'e.g. 671631448308117504',
		description: 'Videos of this folder; -1 is the default folder',
	},
	{
		displayName: 'Latitude',
		name: 'latitude',
		type: 'number',
		typeOptions: { minValue: -90, maxValue: 90 },
		default: 0,
		description: 'Videos within about 20 km of this place; needs Longitude as well',
	},
	{
		displayName: 'Longitude',
		name: 'longitude',
		type: 'number',
		typeOptions: { minValue: -180, maxValue: 180 },
		default: 0,
		description: 'Videos within about 20 km of this place; needs Latitude as well',
	},
	{
		displayName: 'Status',
		name: 'status',
		type: 'options',
		options: [
			{ name: 'Failed', value: 'FAILED' },
			{ name: 'Indexed', value: 'PARSE' },
			{ name: 'Not Indexed Yet', value: 'UNPARSE' },
		],
		default: 'PARSE',
		description: 'How far the videos have come',
	},
	{
		displayName: 'Tag',
		name: 'tag',
		type: 'string',
		default: '',
		placeholder: 'e.g. holiday',
		description: 'One tag; finds indexed videos only',
	},
	{
		displayName: 'Taken From',
		name: 'datetimeTaken',
		type: 'dateTime',
		default: '',
		description: 'Videos recorded then or later',
	},
	{
		displayName: 'Unique ID',
		name: 'uniqueId',
		type: 'string',
		default: '',
		placeholder: 'e.g. my-project',
		description: 'Videos of this namespace. Memories.ai creates one that does not exist.',
	},
	{
		displayName: 'Video Name',
		name: 'videoName',
		type: 'string',
		default: '',
		placeholder: 'e.g. interview',
		description: 'The name that Memories.ai shows, exactly',
	},
	{
		displayName: 'Video Numbers',
		name: 'videoNos',
		type: 'string',
		default: '',
		placeholder: 'e.g. VI606404158946574336',
		description: 'Only these videos, separated by commas or lines, or a list from an expression',
	},
];

export const getAll: Operation = {
	resource: 'video',
	value: 'getAll',
	name: 'Get Many',
	action: 'Get many videos',
	description: 'List the videos of your private library',
	fields: [
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
		{
			displayName: 'Filters',
			name: 'filters',
			type: 'collection',
			placeholder: 'Add Filter',
			default: {},
			options: FILTERS,
		},
	],
	async run(context, [itemIndex]) {
		const all = context.getNodeParameter('returnAll', itemIndex, false) === true;
		const limit = all ? Infinity : readLimit(context, itemIndex);
		const filters = readFilters(context, itemIndex);

		const size = Math.min(limit, LARGEST_PAGE);
		const found = new Map<string, JsonObject>();
		for (let page = 1; found.size < limit; page++) {
			const before = found.size;
			const { videos, totalCount } = await listVideos(
				asker(context, itemIndex),
				filters,
				page,
				size,
			);
			// An upload meanwhile moves videos to the next page: each is put out once all the same.
			for (const video of videos) found.set(videoNoOf(video) ?? JSON.stringify(video), video);
			// The server may give smaller pages than were asked for, so a short page is not the last one.
			// One without news is: a server that knows no pages would give the same for ever.
			if (found.size === before || found.size >= (totalCount ?? Infinity)) break;
		}
		return [...found.values()].slice(0, limit).map((json) => ({ json, pairedItem: itemIndex }));
	},
};

function readLimit(context: IExecuteFunctions, itemIndex: number): number {
	const limit = parseCount(context.getNodeParameter('limit', itemIndex, 50), 'Limit');
	if (limit === undefined) throw new InvalidParameter('Limit is empty', 'Enter a number from 1.');
	return limit;
}

function readFilters(context: IExecuteFunctions, itemIndex: number): Fields {
	const given = context.getNodeParameter('filters', itemIndex, {}) as IDataObject;
	const videoNos = parseList(given.videoNos, 'Video Numbers');
	const filters = {
		cameraModel: parseText(given.cameraModel, 'Camera Model'),
		datetimeTaken: parseTimestamp(given.datetimeTaken, 'Taken From', context.getTimezone()),
		folderId: parseLongId(given.folderId, 'Folder ID'),
		latitude: parseCoordinate(given.latitude, 'Latitude', 90),
		longitude: parseCoordinate(given.longitude, 'Longitude', 180),
		status: parseText(given.status, 'Status'),
		tag: parseText(given.tag, 'Tag'),
		uniqueId: parseText(given.uniqueId, 'Unique ID'),
		videoName: parseText(given.videoName, 'Video Name'),
		videoNos: videoNos.length > 0 ? videoNos : undefined,
	};
	checkTogether(filters);
	return filters;
}
