import type { Resource } from '../operation';
import { askPersonal } from './askPersonal.operation';
import { askPublic } from './askPublic.operation';
import { askVideos } from './askVideos.operation';

export const chat: Resource = {
	value: 'chat',
	name: 'Chat',
	operations: [askVideos, askPublic, askPersonal],
};
