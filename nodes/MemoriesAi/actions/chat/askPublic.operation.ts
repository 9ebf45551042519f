import { endpoints } from '../../api/endpoints';
import { platformProperty, readPlatform } from '../../parameters/platform';
import { promptProperties } from '../../parameters/prompt';
import { askOperation } from './askOperation';

export const askPublic = askOperation({
	value: 'askPublic',
	name: 'Ask About Public Videos',
	action: 'Ask a question about public videos',
	description:
		'Ask a question about the public videos of TikTok, YouTube or Instagram that Memories.ai knows. Each question costs credits.',
	properties: [
		platformProperty,
		...promptProperties({
			placeholder: 'e.g. What does @nike recently post?',
			description:
				'What to ask about public videos, best in English. A @creator or #hashtag in it narrows them down.',
		}),
	],
	...endpoints.chat.publicVideos,
	read: (context, itemIndex) => ({ platform: readPlatform(context, itemIndex) }),
});
