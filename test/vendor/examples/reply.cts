import type { INodeParameters } from 'n8n-workflow';

/** A reply that the documents print, and what the node makes of it. */
export interface ExampleReply {
	readonly example: string;
	readonly parameters: INodeParameters & { resource: string; operation: string };
	/** What is in the input item's binary fields `data` and `data2`. */
	readonly file?: 'video' | 'image';
	readonly apiVersion?: 'v1.1' | 'v1.0';
	/** Unless 200. */
	readonly status?: number;
	/** What comes out. */
	readonly items?: ReadonlyArray<Readonly<Record<string, unknown>>>;
	/** Or what the error says. */
	readonly red?: RegExp;
	/**
	 * What is handed on as it is sent; the rest comes out alike however it is spelled, and whether its
	 * numbers come as numbers or as texts.
	 */
	readonly asSent?: readonly string[];
}
