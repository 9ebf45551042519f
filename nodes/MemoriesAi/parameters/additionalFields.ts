import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import type { CollectionFields, CollectionValues } from './collection';
import { collectionProperty, readCollection } from './collection';
import { checkCombination } from './combination';

/** The collection's internal name. */
export const ADDITIONAL_FIELDS = 'additionalFields';

/** The "Additional Fields" collection of an operation. */
export function additionalFieldsProperty(fields: CollectionFields): INodeProperties {
	return collectionProperty(
		{ displayName: 'Additional Fields', name: ADDITIONAL_FIELDS, placeholder: 'Add Field' },
		fields,
	);
}

/** @throws InvalidParameter when a value, or two together, cannot be used */
export function readAdditionalFields<F extends CollectionFields>(
	context: IExecuteFunctions,
	itemIndex: number,
	fields: F,
): CollectionValues<F> {
	const values = readCollection(context, itemIndex, ADDITIONAL_FIELDS, fields);
	checkCombination(values);
	return values;
}
