import { additionalFieldsProperty } from '../../parameters/additionalFields';
import { lookUpFields } from '../../parameters/uniqueId';
import { readVideoNumbers, videoNumbersProperty } from '../../parameters/videoNumber';
import { videoTarget } from '../../wait/target';
import { waitOptionsProperty } from '../../wait/waitOptions';
import type { Operation } from '../operation';

export const waitUntilIndexed: Operation = {
	value: 'waitUntilIndexed',
	name: 'Wait Until Indexed',
	action: 'Wait until uploaded videos are indexed and searchable',
	description: 'Wait until uploaded videos can be searched, asking Memories.ai regularly',
	properties: [
		videoNumbersProperty,
		waitOptionsProperty('video'),
		additionalFieldsProperty(lookUpFields),
	],
	waits: { always: true, targetOf: videoTarget },
	// Nothing is sent for an item: what is waited for is read from its numbers.
	prepare(context, [itemIndex]) {
		const videoNos = readVideoNumbers(context, itemIndex);
		const output = videoNos.map((videoNo) => ({ json: { videoNo }, pairedItem: itemIndex }));
		return { send: async () => await Promise.resolve(output) };
	},
};
