import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import { requireId } from '../../api/requireId';
import { additionalFieldsProperty, readAdditionalFields } from '../../parameters/additionalFields';
import { callbackFields } from '../../parameters/callbackFields';
import type { CollectionField } from '../../parameters/collection';
import type { Endpoint } from '../../transport/endpoint';
import type { Fields, FieldValue } from '../../transport/fields';
import { taskTarget } from '../../wait/target';
import { waitProperties } from '../../wait/waitOptions';
import { readCallbackUrl } from '../chooseCallback';
import type { Operation } from '../operation';
import { oneRequest } from '../operation';
import type { Library } from './library';
import { libraryProperties, readLibrary } from './library';

/** What a scrape into one library is sent to, and what can go along. */
interface Variant {
	readonly endpoint: Endpoint<'envelope'>;
	readonly additionalFields: Readonly<Record<string, CollectionField<FieldValue>>>;
	/** Whether Memories.ai calls back. */
	readonly callsBack: boolean;
}

/** What tells one scrape from another. */
interface Scrape extends Pick<Operation, 'value' | 'name' | 'action' | 'description'> {
	/** What to scrape. */
	readonly properties: INodeProperties[];
	readonly libraries: Readonly<Record<Library, Variant>>;
	/** @throws InvalidParameter when `properties` are not filled in right */
	read(context: IExecuteFunctions, itemIndex: number, library: Library): Fields;
	/** How many videos can come of it at the most, where that is known. */
	expected(fields: Fields): number | undefined;
}

/** A scrape: its endpoint depends on the library, it puts out a task, and that can be waited for. */
export function scrapeOperation(scrape: Scrape): Operation {
	const { value, name, action, description, properties, libraries } = scrape;

	function readFields(context: IExecuteFunctions, itemIndex: number, library: Library): Fields {
		const { additionalFields, callsBack } = libraries[library];
		return {
			...scrape.read(context, itemIndex, library),
			...readAdditionalFields(context, itemIndex, additionalFields),
			...(callsBack && { callbackUrl: readCallbackUrl(context, itemIndex) }),
		};
	}

	function targetOf(context: IExecuteFunctions, itemIndex: number, json: IDataObject) {
		const fields = readFields(context, itemIndex, readLibrary(context, itemIndex));
		return taskTarget(context, itemIndex, json, scrape.expected(fields));
	}

	return {
		value,
		name,
		action,
		description,
		properties: [
			...libraryProperties,
			...properties,
			...waitProperties('task'),
			...(['private', 'public'] as const).map((library) => ({
				...additionalFieldsProperty({
					...libraries[library].additionalFields,
					...(libraries[library].callsBack && callbackFields),
				}),
				displayOptions: { show: { library: [library] } },
			})),
		],
		bringsIn: 'taskId',
		waits: { targetOf },
		prepare(context, [itemIndex]) {
			const library = readLibrary(context, itemIndex);
			const fields = readFields(context, itemIndex, library);
			return oneRequest(libraries[library].endpoint, fields, (data) => [
				{ json: requireId(context, itemIndex, data, 'taskId'), pairedItem: itemIndex },
			]);
		},
	};
}
