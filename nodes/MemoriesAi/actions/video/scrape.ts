import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import type { Endpoint } from '../../api/endpoints';
import type { Fields } from '../../transport/fields';
import type { AdditionalFieldName } from '../../parameters/upload';
import { additionalFieldsProperty, readAdditionalFields } from '../../parameters/upload';
import { waitProperties } from '../../wait/options';
import type { Operation } from '../operation';
import { withId } from '../../api/requireId';
import { request } from '../../api/client';
import type { Library } from './library';
import { libraryFields, readLibrary } from './library';
import { MOST_VIDEO_TAGS } from './limits';

/** What tells one scrape from another. */
interface Scrape extends Pick<Operation, 'value' | 'name' | 'action' | 'description'> {
	/** What to scrape. */
	readonly fields: INodeProperties[];
	/** Of each library: where to send it, and the additional fields that go along. */
	readonly libraries: Readonly<
		Record<Library, { endpoint: Endpoint; additionalFields: readonly AdditionalFieldName[] }>
	>;
	/** @throws InvalidParameter when `fields` are not filled in right */
	read(context: IExecuteFunctions, itemIndex: number, library: Library): Fields;
	/** How many videos can come of it at the most, where that is known. */
	expected(fields: Fields): number | undefined;
}

/** A scrape: its endpoint depends on the library, it puts out a task, and that can be waited for. */
export function scrapeOperation(scrape: Scrape): Operation {
	const { value, name, action, description, fields, libraries } = scrape;

	function readFields(context: IExecuteFunctions, itemIndex: number, library: Library): Fields {
		const { additionalFields } = libraries[library];
		return {
			...scrape.read(context, itemIndex, library),
			...readAdditionalFields(context, itemIndex, additionalFields, MOST_VIDEO_TAGS),
		};
	}

	return {
		resource: 'video',
		value,
		name,
		action,
		description,
		fields: [
			...libraryFields,
			...fields,
			...(['private', 'public'] as const).map((library) => ({
				...additionalFieldsProperty(libraries[library].additionalFields),
				displayOptions: { show: { library: [library] } },
			})),
			...waitProperties('task'),
		],
		waits: {
			expected: (context, itemIndex) =>
				scrape.expected(readFields(context, itemIndex, readLibrary(context, itemIndex))),
		},
		async run(context, [itemIndex]) {
			const library = readLibrary(context, itemIndex);
			const data = await request(
				context,
				itemIndex,
				libraries[library].endpoint,
				readFields(context, itemIndex, library),
			);
			return [{ json: withId(context, itemIndex, data, 'taskId'), pairedItem: itemIndex }];
		},
	};
}
