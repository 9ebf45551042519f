import type { Endpoint } from '../../nodes/MemoriesAi/transport/endpoint';

function isEndpoint(value: object): value is Endpoint {
	return 'routes' in value;
}

/** Every row of the node's table of endpoints, with its name. */
export function rowsIn(table: object, name = ''): Array<[string, Endpoint]> {
	return Object.entries(table).flatMap(([key, value]: [string, object]) =>
		isEndpoint(value) ? [[`${name}${key}`, value]] : rowsIn(value, `${name}${key}.`),
	);
}
