import type { Schema } from '../../schema.cjs';

export const httpUrl: Schema = { type: 'string', format: 'uri', pattern: '^https?://' };

/** Where to call back. The 299 is documented for uploads; scrapes are held to it as well. */
export const callbackUrl: Schema = { ...httpUrl, maxLength: 299 };
