import { endpoints } from '../../api/endpoints';
import { additionalFieldsProperty } from '../../parameters/additionalFields';
import { promptProperties } from '../../parameters/prompt';
import { lookUpFields, readUniqueId } from '../../parameters/uniqueId';
import { askOperation } from './askOperation';

export const askPersonal = askOperation({
	value: 'askPersonal',
	name: 'Ask Personal Memory',
	action: 'Ask a question about your personal memory',
	description:
		'Ask a question that is answered from the memories and transcripts of your account, whatever video they are of. Each question costs credits.',
	properties: [
		...promptProperties({
			placeholder: 'e.g. When did I go to the beach?',
			description: 'What to ask, best in English',
		}),
		additionalFieldsProperty(lookUpFields),
	],
	...endpoints.chat.personalMemory,
	read: (context, itemIndex) => ({ uniqueId: readUniqueId(context, itemIndex) }),
});
