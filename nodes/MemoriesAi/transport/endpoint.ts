import type { Json } from './json';

/** The API generations that Memories.ai has published; the credential says which one a key belongs to. */
export type ApiVersion = 'v1' | 'v1.1' | 'v1.0';

/** How an endpoint wants its fields: as the body's parts, as form fields, as JSON, or in the URL. */
export type Encoding = 'multipart' | 'form' | 'json' | 'query';

/** One endpoint in one API generation. */
export interface Route {
	readonly method: 'GET' | 'POST';
	readonly path: string;
	readonly encoding: Encoding;
	/** This package's field name -> the wire's name, for everything that the encoding carries. */
	readonly fields: Readonly<Record<string, string>>;
	/** The same for fields that travel in the URL although the rest is in the body. */
	readonly queryFields?: Readonly<Record<string, string>>;
	/** The field whose value is the whole JSON body, such as a bare array, in place of an object. */
	readonly bodyField?: string;
}

/**
 * What a call does on the other side, which alone decides whether it is sent again when it may have
 * arrived:
 *
 * - `read`: nothing, so it is free to repeat
 * - `change`: it changes what is there, such as a delete; never repeated
 * - `charge`: it may cost credits; never repeated, and the user learns that it may have been charged
 */
export type Effect = 'read' | 'change' | 'charge';

/**
 * What comes back: JSON in the envelope `{code, msg, data}`, a file, or a stream of events. Where a
 * file or stream is due, a refusal comes in the envelope all the same.
 */
export type ReplyKind = 'envelope' | 'file' | 'events';

/** What may take only so long: the whole request, or a time in which nothing of a file or stream moves. */
export type TimeoutKind = 'total' | 'idle';

/** All that there is to say of one call, once. Nothing else decides about retry, charge, timeout or pace. */
export interface Endpoint<K extends ReplyKind = ReplyKind> {
	readonly effect: Effect;
	/** Of a charge for something that no library keeps, such as an answer: nobody can look for it there. */
	readonly leavesNoTrace?: true;
	readonly reply: K;
	readonly timeout: TimeoutKind;
	/**
	 * How many requests Memories.ai takes in a second. Source: its table of rate limits, which has
	 * changed over time and differs between plans.
	 */
	readonly perSecond: number;
	/**
	 * Whether an envelope's `data` can be what was asked for, where nothing else tells: a list that is
	 * none would pass for an empty one.
	 */
	readonly isValidData?: (data: Json) => boolean;
	/** A generation that is not listed does not have the endpoint. */
	readonly routes: Readonly<Partial<Record<ApiVersion, Route>>>;
}

/**
 * @returns the API generations that have the endpoint, newest first
 */
export function versionsWith({ routes }: Endpoint): ApiVersion[] {
	return (['v1', 'v1.1', 'v1.0'] as const).filter((version) => routes[version]);
}

/**
 * @returns the names among `names` that the route has no place for
 */
export function fieldsWithoutPlace(route: Route, names: string[]): string[] {
	const { fields, queryFields = {}, bodyField } = route;
	return names.filter((name) => !(name in fields) && !(name in queryFields) && name !== bodyField);
}
