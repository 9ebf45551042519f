import type { AuthScheme } from './auth.cjs';
import { checkFiles, type FileRule } from './fileRules.cjs';
import { mediaTypeOf, type ReceivedFile, type RequestRecord } from './recorder.cjs';
import { Refusal, refuse, type Reply, spring } from './replies.cjs';
import type { ParametersShape, Shape } from './shape.cjs';
import type { World } from './world.cjs';

/**
 * What becomes of the account: a `read` is free to repeat; a `change` deletes or renames; a `charge`
 * brings something in, and each one that is taken costs.
 */
export type Effect = 'read' | 'change' | 'charge';

/** Where a call is, and how it wants the key. */
export interface Place {
	/** What a fault calls it: the last part of the path, with the generation before it unless current. */
	name: string;
	path: string;
	auth: AuthScheme;
}

/** One call of the API. */
export interface Endpoint extends Place {
	method: 'GET' | 'POST';
	effect: Effect;
	/** Checks everything but the key, then does the work. @throws {Refusal} */
	answer(record: RequestRecord, world: World): Reply;
}

/** A call whose parameters were found right. */
export interface Call<Q, B> {
	query: Q;
	body: B;
	files: ReceivedFile[];
}

/** What every call says of itself. */
interface Description<Q, B> extends Place {
	effect: Effect;
	query: ParametersShape<Q>;
	answer(call: Call<Q, B>, world: World): Reply;
}

/** A call of the current generation. */
export function v1(name: string): Place {
	return { name, path: `/serve/api/v1/${name}`, auth: 'raw' };
}

/** A call of v1.1. */
export function v11(name: string): Place {
	return { name: `v1.1/${name}`, path: `/serve/api/video/${name}`, auth: 'raw' };
}

/** A call of v1.0. */
export function v10(name: string): Place {
	return { name: `v1.0/${name}`, path: `/api/serve/video/${name}`, auth: 'bearer' };
}

/** A GET; all that it takes is in its query. */
export function getEndpoint<Q>(description: Description<Q, undefined>): Endpoint {
	return {
		...description,
		method: 'GET',
		answer: (record, world) => {
			const query = description.query.fromText(record.query);
			return description.answer({ query, body: undefined, files: [] }, world);
		},
	};
}

/** A POST of JSON, which may be an object or anything else. */
export function jsonEndpoint<Q, B>(description: Description<Q, B> & { body: Shape<B> }): Endpoint {
	return postEndpoint(description, 'application/json', ({ json }) => {
		if (json === undefined) refuse('JSON parse error: the body is not JSON.', '0003');
		return description.body.check(json);
	});
}

/** A POST of form fields. */
export function formEndpoint<Q, B>(
	description: Description<Q, B> & { body: ParametersShape<B> },
): Endpoint {
	return postEndpoint(description, 'application/x-www-form-urlencoded', ({ fields }) =>
		description.body.fromText(fields),
	);
}

/** A POST of form fields and files. */
export function multipartEndpoint<Q, B>(
	description: Description<Q, B> & { body: ParametersShape<B>; files: FileRule },
): Endpoint {
	const { body, files: rule } = description;
	return postEndpoint(description, 'multipart/form-data', ({ fields, files }, { settings }) => {
		// A file part without filename arrives as a field; say what is wrong with it.
		if (fields.some(([name]) => name === rule.field)) refuse(`${rule.field} has no filename.`);
		checkFiles(files, rule, settings);
		return body.fromText(fields);
	});
}

function postEndpoint<Q, B>(
	description: Description<Q, B>,
	mediaType: string,
	readBody: (record: RequestRecord, world: World) => B,
): Endpoint {
	return {
		...description,
		method: 'POST',
		answer(record, world) {
			if (mediaTypeOf(record) !== mediaType) throw new Refusal(spring(415, record.path));
			const query = description.query.fromText(record.query);
			const body = readBody(record, world);
			return description.answer({ query, body, files: record.files }, world);
		},
	};
}
