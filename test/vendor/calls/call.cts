import type { INodeParameters } from 'n8n-workflow';

import type { Pair } from '../../sandbox/recorder.cjs';

/** A call of the API, and how a user of the node makes it. */
export interface Call {
	/** Method and path. */
	readonly call: string;
	/** Of the wire contract, where the vendor's OpenAPI file lacks the call. */
	readonly section?: string;
	readonly parameters: INodeParameters & { resource: string; operation: string };
	/** What is in the input item's binary field `data`. */
	readonly file?: 'video' | 'image';
	/** The credential's; `v1` unless given. */
	readonly apiVersion?: 'v1.1' | 'v1.0';
	/** The workflow streams into n8n's chat. */
	readonly live?: true;
	/** What arrives, and nothing besides. */
	readonly sent: Sent;
}

export interface Sent {
	readonly query?: Readonly<Record<string, string>>;
	/** Of a form or a multipart body, in any order. */
	readonly fields?: readonly Pair[];
	/** Names of the parts that are files. */
	readonly files?: readonly string[];
	/** Text of a JSON body, read as JSON with all its digits. */
	readonly json?: unknown;
}

/** What the account holds when a call is made. */
export const VIDEO = 'VI606404158946574336';
export const OTHER_VIDEO = 'VI606402870447996928';
export const FOLDER = '671631448308117504';
export const NAMESPACE = 'my-project';
export const TASK = '4b2d85ea-8b61-4689-96c3-75d907140242';

export const CALLBACK = 'https://your.app/callback';

/** @returns the method and path of a call of the current generation */
export function get(name: string): string {
	return `GET /serve/api/v1/${name}`;
}

export function post(name: string): string {
	return `POST /serve/api/v1/${name}`;
}

/** What can be said of anything that is uploaded, and how it travels in a form. */
export const capture = {
	datetimeTaken: '2025-10-20 11:00:00',
	cameraModel: 'Canon EOS 5D',
	latitude: 66.66,
	longitude: -116.4074,
	tags: 'test1, test2',
};
export const captureFields: readonly Pair[] = [
	['datetime_taken', '2025-10-20 11:00:00'],
	['camera_model', 'Canon EOS 5D'],
	['latitude', '66.66'],
	['longitude', '-116.4074'],
	['tags', 'test1'],
	['tags', 'test2'],
];
