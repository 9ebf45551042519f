import { additionalFieldsProperty } from '../../parameters/upload';
import { InvalidParameter } from '../../errors/invalidParameter';
import { parseList } from '../../parameters/lists';
import { waitOptionsProperty } from '../../wait/options';
import type { Operation } from '../operation';

const LABEL = 'Video Numbers';

export const waitUntilIndexed: Operation = {
	resource: 'video',
	value: 'waitUntilIndexed',
	name: 'Wait Until Indexed',
	action: 'Wait until videos are indexed',
	description: 'Wait until videos of earlier nodes can be searched, asking Memories.ai regularly',
	fields: [
		{
			displayName: LABEL,
			name: 'videoNos',
			type: 'string',
			required: true,
			default: '={{ $json.videoNo ?? $json.video_no }}',
			placeholder: 'e.g. VI606404158946574336',
			description:
				'The videoNo that uploads put out, separated by commas or lines, or a list from an expression',
		},
		additionalFieldsProperty(['uniqueId']),
		waitOptionsProperty('video'),
	],
	waits: { always: true },
	// Nothing is sent for an item: what is waited for is read from its numbers.
	async run(context, [itemIndex]) {
		const videoNos = parseList(context.getNodeParameter('videoNos', itemIndex), LABEL);
		if (videoNos.length === 0) {
			throw new InvalidParameter(
				`${LABEL} is empty`,
				'Enter the videoNo of at least one upload, for example from the node before.',
			);
		}
		return videoNos.map((videoNo) => ({ json: { videoNo }, pairedItem: itemIndex }));
	},
};
