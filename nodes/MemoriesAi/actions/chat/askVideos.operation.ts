import { endpoints } from '../../api/endpoints';
import { additionalFieldsProperty } from '../../parameters/additionalFields';
import { promptProperties } from '../../parameters/prompt';
import { lookUpFields, readUniqueId } from '../../parameters/uniqueId';
import { readVideoNumbers, videoNumbersProperty } from '../../parameters/videoNumber';
import { askOperation } from './askOperation';

export const askVideos = askOperation({
	value: 'askVideos',
	name: 'Ask About Videos',
	action: 'Ask a question about videos',
	description:
		'Ask a question about indexed videos of your private library. The answer says where in the videos it is from. Each question costs credits.',
	properties: [
		videoNumbersProperty,
		...promptProperties({
			placeholder: 'e.g. When does someone open a door?',
			description: 'What to ask about the videos, best in English',
		}),
		additionalFieldsProperty(lookUpFields),
	],
	...endpoints.chat.videos,
	read: (context, itemIndex) => ({
		videoNos: readVideoNumbers(context, itemIndex),
		uniqueId: readUniqueId(context, itemIndex),
	}),
});
