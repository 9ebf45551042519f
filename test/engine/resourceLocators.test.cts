import {
	NodeHelpers,
	type INode,
	type INodeIssues,
	type INodeParameters,
	type INodeProperties,
} from 'n8n-workflow';

import { MemoriesAi } from '../../nodes/MemoriesAi/MemoriesAi.node';
import { memoriesAiType } from './node-types.cjs';
import { propertyOf } from './openList.cjs';

/** Fields to pick from, as n8n sees them before anything runs. */
const { description, methods } = new MemoriesAi();

const getVideo = { resource: 'video', operation: 'get' };
const deleteFolder = { resource: 'folder', operation: 'delete' };
const moveVideo = { resource: 'video', operation: 'move', videoNo: 'VI1' };
const getMany = { resource: 'video', operation: 'getAll' };

/** @returns what n8n finds wrong with the field, by the messages that the panel shows */
function issuesOf(field: string, value: unknown, others: INodeParameters): string[] {
	const [outer = '', inner] = field.split('.');
	const filledIn = inner === undefined ? value : { [inner]: value };
	const parameters = { ...others, [outer]: filledIn } as INodeParameters;
	const node: INode = {
		id: 'n',
		name: 'n',
		type: memoriesAiType,
		typeVersion: 1,
		position: [0, 0],
		parameters,
	};
	const issues: INodeIssues = NodeHelpers.getParameterIssues(
		propertyOf(field, parameters),
		parameters,
		inner === undefined ? '' : outer,
		node,
		description,
	);
	return issues.parameters?.[inner ?? outer] ?? [];
}

const byId = (value: string) => ({ __rl: true, mode: 'id', value });
const picked = (value: string) => ({ __rl: true, mode: 'list', value });

const VIDEO = /^A Video Number is VI or PI-/;
const FOLDER = /^A Folder ID is a number/;
const SCOPE = /^A Unique ID neither begins/;

type Filled = [field: string, value: unknown, parameters: INodeParameters];

const wellFormed: Filled[] = [
	['videoNo', byId('VI606404158946574336'), getVideo],
	['videoNo', byId('PI-603068775285264430'), getVideo],
	['videoNo', byId('mavi_video_554046065381212160'), getVideo],
	['videoNo', byId('={{ $json.videoNo }}'), getVideo],
	['videoNo', picked('VI606404158946574336'), getVideo],
	['videoNo', 'VI606404158946574336', getVideo],
	['videoNo', '={{ $json.videoNo }}', getVideo],
	['folderId', byId('671631448308117504'), deleteFolder],
	['folderId', byId('-1'), moveVideo],
	['filters.folderId', byId('-2'), getMany],
	['filters.folderId', byId(''), getMany],
	['filters.uniqueId', byId('project 1'), getMany],
	['filters.uniqueId', byId(''), getMany],
	['additionalFields.uniqueId', byId('a'), getVideo],
];

it.each(wellFormed)('%s with %j is all right', (field, value, parameters) => {
	expect(issuesOf(field, value, parameters)).toEqual([]);
});

const malformed: Array<[...Filled, says: RegExp]> = [
	['videoNo', byId('606404158946574336'), getVideo, VIDEO],
	['videoNo', byId('VI606404158946574336 '), getVideo, VIDEO],
	['videoNo', byId('https://example.com/VI1'), getVideo, VIDEO],
	['videoNo', byId(''), getVideo, /required/],
	['videoNo', picked(''), getVideo, /required/],
	['folderId', byId('-1'), deleteFolder, FOLDER],
	['folderId', byId('my-project'), deleteFolder, FOLDER],
	['folderId', byId('-2'), moveVideo, FOLDER],
	['filters.folderId', byId('12345678901234567890'), getMany, FOLDER],
	['filters.uniqueId', byId('project 1 '), getMany, SCOPE],
	['additionalFields.uniqueId', byId(' a'), getVideo, SCOPE],
];

it.each(malformed)('%s with %j is not', (field, value, parameters, says) => {
	expect(issuesOf(field, value, parameters)).toEqual([expect.stringMatching(says)]);
});

/** All fields of the node, those within collections included. */
function fieldsIn(properties: INodeProperties[]): INodeProperties[] {
	return properties.flatMap((property) => [
		property,
		...fieldsIn((property.options ?? []).filter((one): one is INodeProperties => 'type' in one)),
	]);
}

it('every video, folder and Unique ID is picked from a list that there is, or by its id', () => {
	const picks = fieldsIn(description.properties).filter(({ name }) =>
		['videoNo', 'folderId', 'uniqueId'].includes(name),
	);
	expect(picks.length).toBeGreaterThan(10);
	for (const { type, modes = [] } of picks) {
		expect(type).toBe('resourceLocator');
		expect(modes.map(({ name }) => name)).toEqual(['list', 'id']);
		const [list, id] = modes;
		expect(Object.keys(methods.listSearch)).toContain(list?.typeOptions?.searchListMethod);
		expect(list?.typeOptions?.searchable).toBe(true);
		expect(id?.validation).toHaveLength(1);
	}
});
