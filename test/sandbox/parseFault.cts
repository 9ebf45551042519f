import { type Fault, faultSchema } from './faults.cjs';
import { explainIssues } from './settings.cjs';

/** A fault that is not understood; the message is for the person who wrote it. */
export class FaultSyntaxError extends Error {}

/** What can be struck, by its name. */
type Named = Iterable<{ name: string }>;

/**
 * @param value an object as in {@link faultSchema}
 * @throws {FaultSyntaxError} naming the wrong part
 */
export function parseFault(value: unknown, endpoints: Named): Fault {
	const result = faultSchema.safeParse(value);
	if (!result.success) throw new FaultSyntaxError(explainIssues(result.error));
	const { endpoint } = result.data;
	const names = ['*', ...Array.from(endpoints, ({ name }) => name)];
	if (!names.includes(endpoint)) {
		throw new FaultSyntaxError(`endpoint: "${endpoint}" is not one of ${names.join(', ')}`);
	}
	return result.data;
}

/**
 * Reads a fault from a flag or header: `kind=code,code=0429,times=2`, or JSON.
 * @throws {FaultSyntaxError}
 */
export function parseFaultText(text: string, endpoints: Named): Fault {
	if (!text.startsWith('{')) {
		const pairs = text.split(',').map((pair) => {
			const at = pair.indexOf('=');
			if (at < 1) throw new FaultSyntaxError(`"${pair}" is not name=value`);
			return [pair.slice(0, at).trim(), pair.slice(at + 1).trim()];
		});
		return parseFault(Object.fromEntries(pairs), endpoints);
	}
	let value: unknown;
	try {
		value = JSON.parse(text);
	} catch {
		throw new FaultSyntaxError('not valid JSON');
	}
	return parseFault(value, endpoints);
}
