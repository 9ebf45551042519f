import Ajv, { type ValidateFunction } from 'ajv';
import {
	UnexpectedError,
	type IDataObject,
	type INode,
	type INodeParameters,
	type IRunData,
} from 'n8n-workflow';

import { memoriesAiToolType, memoriesAiType } from './node-types.cjs';
import { readSchema, schemaFileOf, waited, type OutputSchema } from './outputSchema.cjs';

const ajv = new Ajv({ allErrors: true });

/** Of each way to put out something, by the operation and what decides about the form. */
const validators = new Map<string, ValidateFunction>();

/**
 * Checks that everything that this package's node has put out, failures aside, is as its schemas say.
 *
 * @throws UnexpectedError that names the operation, the field and the item
 */
export function checkOutput(nodes: readonly INode[], runData: IRunData): void {
	for (const { name, type, parameters } of nodes) {
		if (type !== memoriesAiType && type !== memoriesAiToolType) continue;
		const items = (runData[name] ?? []).flatMap(({ data }) =>
			(data?.main ?? []).flatMap((output) => output ?? []),
		);
		for (const { json } of items) {
			if (!('error' in json)) checkItem(parameters, json);
		}
	}
}

function checkItem(parameters: INodeParameters, json: IDataObject): void {
	const validate = validatorFor(parameters);
	if (validate === undefined || validate(json)) return;
	const { resource, operation } = parameters;
	const wrong = JSON.stringify(validate.errors?.map(({ message, params }) => [message, params]));
	throw new UnexpectedError(
		`${JSON.stringify([resource, operation])} put out what its schema does not have: ${wrong} in ${JSON.stringify(json)}`,
	);
}

/** @returns `undefined` where all comes out as Memories.ai sends it */
function validatorFor(parameters: INodeParameters): ValidateFunction | undefined {
	const { resource, operation, output, fields, format, waitFor } = parameters;
	if (output === 'raw') return undefined;
	const form = JSON.stringify([resource, operation, output, fields, format, waitFor]);
	const known = validators.get(form);
	if (known) return known;
	const usual = readSchema(schemaFileOf(textIn(resource), textIn(operation)));
	const validate = ajv.compile({ ...usual, properties: propertiesIn(parameters, usual) });
	validators.set(form, validate);
	return validate;
}

/** What comes out where the form is not the usual one, which is what the schema shows. */
function propertiesIn(
	{ operation, output, fields, format, waitFor }: INodeParameters,
	{ properties = {} }: OutputSchema,
): Record<string, OutputSchema> {
	if (output === 'fields' && Array.isArray(fields)) {
		const names = fields.map(textIn);
		return Object.fromEntries(names.map((name) => [name, properties[name] ?? {}]));
	}
	if (format === 'items') {
		return { videoNo: { type: 'string' }, ...properties.transcriptions?.items?.properties };
	}
	if (format === 'srt' || format === 'vtt') {
		return readSchema(schemaFileOf('video', 'download')).properties ?? {};
	}
	const waits = operation === 'waitUntilIndexed' || (waitFor ?? 'nothing') !== 'nothing';
	return waits ? { ...properties, ...waited } : properties;
}

function textIn(value: unknown): string {
	if (typeof value === 'string') return value;
	throw new UnexpectedError(`Not a text: ${JSON.stringify(value)}`);
}
