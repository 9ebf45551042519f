import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

import type { CollectionFields, CollectionValues } from './collection';
import { collectionProperty, readCollection } from './collection';
import { checkCombination } from './combination';

const NAME = 'additionalFields';

/** The "Additional Fields" collection of an operation. */
export function additionalFieldsProperty(fields: CollectionFields): INodeProperties {
	return collectionProperty(
		{ displayName: 'Additional Fields', name: NAME, placeholder: 'Add Field' },
		fields,
	);
}

/** @throws InvalidParameter when a value, or two together, cannot be used */
export function readAdditionalFields<F extends CollectionFields>(
	context: IExecuteFunctions,
	itemIndex: number,
	fields: F,
): CollectionValues<F> {
	const values = readCollection(context, itemIndex, NAME, fields);
	checkCombination(values);
	return values;
}
