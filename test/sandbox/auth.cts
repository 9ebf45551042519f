import { refuse } from './replies.cjs';

/** v1.0 wants `Bearer <key>`, every later generation the key alone. */
export type AuthScheme = 'raw' | 'bearer';

/** @throws {Refusal} with code 0401 unless the header is exactly what the scheme asks for. */
export function checkAuthorization(
	header: string | undefined,
	scheme: AuthScheme,
	key: string,
): void {
	if (header === undefined || header === '') refuse('Authorization header is missing.', '0401');
	const expected = scheme === 'bearer' ? `Bearer ${key}` : key;
	if (header === expected) return;
	if (scheme === 'raw' && /^bearer\b/i.test(header)) {
		refuse('Authorization must be the API key alone, without Bearer.', '0401');
	}
	if (scheme === 'bearer' && header === key) {
		refuse('Authorization must be Bearer and the access token.', '0401');
	}
	refuse('API key is not valid.', '0401');
}
