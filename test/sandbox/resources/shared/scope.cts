import type { Integer } from '../../json.cjs';
import { refuse } from '../../replies.cjs';
import type { Schema } from '../../schema.cjs';
import { integer64 } from '../../shape.cjs';

/** The namespace of what names none. */
export const DEFAULT_UNIQUE_ID = 'default';

/** A namespace. Missing in the OpenAPI file, documented everywhere else. */
export const uniqueId: Schema = { type: 'string', minLength: 1 };

/** The part of the account that a call is about; what {@link Scope} is by its schema. */
export const scope: Record<keyof Scope, Schema> = { unique_id: uniqueId, folder_id: integer64 };

export interface Scope {
	unique_id?: string;
	folder_id?: Integer;
}

/** @throws {Refusal} where both scopes are given */
export function oneScope({ unique_id, folder_id }: Scope): void {
	if (unique_id !== undefined && folder_id !== undefined) {
		refuse('unique_id and folder_id must not be given together.');
	}
}
