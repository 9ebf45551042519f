import fc from 'fast-check';
import { withReference } from '../../../nodes/MemoriesAi/api/callbackUrl';

it.each([
	['https://a.b/webhook/x', 'https://a.b/webhook/x?reference=r%201'],
	['https://a.b/webhook/x?y=1', 'https://a.b/webhook/x?y=1&reference=r%201'],
	['https://a.b/webhook/x?', 'https://a.b/webhook/x?reference=r%201'],
	['https://a.b/webhook/x#part', 'https://a.b/webhook/x?reference=r%201#part'],
])('adds the reference to %s', (url, expected) => {
	expect(withReference(url, 'r 1')).toBe(expected);
});

it('brings any reference back', () => {
	const text = fc.string({ unit: 'grapheme', minLength: 1 });
	fc.assert(
		fc.property(text, (reference) => {
			const url = new URL(withReference('https://a.b/webhook/x?y=a,b', reference));
			expect(url.searchParams.get('reference')).toBe(reference);
			expect(url.searchParams.get('y')).toBe('a,b');
		}),
	);
});

it('marks what is half of a character', () => {
	const half = '📹'.slice(1);
	expect(withReference('https://a.b/webhook/x', `a${half}`)).toMatch(/\?reference=a%EF%BF%BD$/);
});
