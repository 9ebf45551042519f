import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';

import type { ApiClient } from '../../api/client';
import { endpoints } from '../../api/endpoints';
import type { Segment, Transcript } from '../../api/transcripts';
import { getTranscript } from '../../api/transcripts';
import { InvalidParameter } from '../../errors/invalidParameter';
import { additionalFieldsProperty } from '../../parameters/additionalFields';
import { outputFileProperty, readOutputFileField } from '../../parameters/outputFile';
import { parseChoice } from '../../parameters/parse';
import { lookUpFields, readUniqueId } from '../../parameters/uniqueId';
import { readVideoNumber, videoNumberProperty } from '../../parameters/videoNumber';
import { fileItem } from '../fileItem';
import type { Operation } from '../operation';
import { noOutputFilesNotice, refuseOutputFileInTool } from '../toolOutput';
import { noTranscript } from './noTranscript';
import type { SubtitleFormat } from './subtitles';
import { SRT, toSubtitles, WEBVTT } from './subtitles';

const contentProperty: INodeProperties = {
	displayName: 'Content',
	name: 'content',
	type: 'options',
	options: [
		{ name: 'Captions', value: 'captions', description: 'What is seen, scene by scene' },
		{ name: 'Speech', value: 'speech', description: 'What is said' },
	],
	default: 'speech',
	description: 'Whether to get what is said in the video, or descriptions of what is seen in it',
};

const formatProperty: INodeProperties = {
	displayName: 'Format',
	name: 'format',
	type: 'options',
	// From what most people want to what few do.
	options: [
		{
			name: 'One Item',
			value: 'segments',
			description: 'All of it in one item, as a list with the times of each sentence',
		},
		{
			name: 'One Item per Segment',
			value: 'items',
			description: 'Each sentence as an item of its own, with its times',
		},
		{
			name: 'Subtitle File (SRT)',
			value: 'srt',
			description: 'A file that video players and editors read',
		},
		{
			name: 'Subtitle File (WebVTT)',
			value: 'vtt',
			description: 'A file that browsers read',
		},
	],
	default: 'segments',
	description: 'What comes out. Times are in seconds from the beginning of the video.',
};

const files = { show: { format: ['srt', 'vtt'] } };

export const get: Operation = {
	value: 'get',
	name: 'Get',
	action: 'Get the transcript or subtitles of a video',
	description:
		'Get what is said in a video, or what is seen in it, with times; also as a subtitle file',
	properties: [
		videoNumberProperty,
		contentProperty,
		formatProperty,
		{
			...noOutputFilesNotice,
			displayOptions: { show: { ...files.show, ...noOutputFilesNotice.displayOptions?.show } },
		},
		{ ...outputFileProperty, displayOptions: files },
		additionalFieldsProperty(lookUpFields),
	],
	prepare(context, [itemIndex]) {
		const videoNo = readVideoNumber(context, itemIndex);
		const content = parseChoice(
			context.getNodeParameter('content', itemIndex, 'speech'),
			'Content',
			['captions', 'speech'],
		);
		const uniqueId = readUniqueId(context, itemIndex);
		const toItems = readFormat(context, itemIndex, videoNo);
		const fields = { videoNo, uniqueId };
		return {
			check: (client: ApiClient) => client.check(endpoints.transcript[content], fields),
			async send(client: ApiClient) {
				const transcript = await getTranscript(client, content, videoNo, uniqueId);
				if (!transcript) throw await noTranscript(client, content, videoNo, uniqueId);
				return await toItems(transcript);
			},
		};
	},
};

type ToItems = (transcript: Transcript) => INodeExecutionData[] | Promise<INodeExecutionData[]>;

function readFormat(context: IExecuteFunctions, itemIndex: number, videoNo: string): ToItems {
	const format = parseChoice(context.getNodeParameter('format', itemIndex, 'segments'), 'Format', [
		'segments',
		'items',
		'srt',
		'vtt',
	]);
	switch (format) {
		case 'segments':
			return ({ reply, segments }) => [
				{
					json: { ...reply, videoNo, transcriptions: segments.map(jsonOfSegment) },
					pairedItem: itemIndex,
				},
			];
		case 'items':
			return ({ segments }) =>
				segments.map((segment) => ({
					json: { videoNo, ...jsonOfSegment(segment) },
					pairedItem: itemIndex,
				}));
		case 'srt':
			return toFile(context, itemIndex, videoNo, SRT);
		case 'vtt':
			return toFile(context, itemIndex, videoNo, WEBVTT);
	}
}

/** As the API names its fields; what it does not tell is left out. */
function jsonOfSegment({ reply, index, content, startTime, endTime }: Segment) {
	return { ...reply, index, content, startTime, endTime };
}

function toFile(
	context: IExecuteFunctions,
	itemIndex: number,
	videoNo: string,
	format: SubtitleFormat,
): ToItems {
	refuseOutputFileInTool(context, 'subtitles');
	const field = readOutputFileField(context, itemIndex);
	return async ({ segments }) => {
		const cues = segments.map(({ content: text, startTime, endTime }) => {
			if (startTime === undefined || endTime === undefined) {
				throw new InvalidParameter(
					`Video ${videoNo} has a transcript without times, of which there is no subtitle file`,
					'Choose One Item or One Item per Segment as Format.',
				);
			}
			return { startTime, endTime, text };
		});
		const file = await context.helpers.prepareBinaryData(
			Buffer.from(toSubtitles(cues, format)),
			`${videoNo}.${format.extension}`,
			format.mimeType,
		);
		return [fileItem(videoNo, field, file, itemIndex)];
	};
}
