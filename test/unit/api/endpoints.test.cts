import { endpoints } from '../../../nodes/MemoriesAi/api/endpoints';
import type { Endpoint } from '../../../nodes/MemoriesAi/transport/endpoint';
import { versionsWith } from '../../../nodes/MemoriesAi/transport/endpoint';
import { endpoints as standIn } from '../../sandbox/endpoints.cjs';

function isEndpoint(value: object): value is Endpoint {
	return 'routes' in value;
}

/** Every row of the table, with its name. */
function rowsIn(table: object, name = ''): Array<[string, Endpoint]> {
	return Object.entries(table).flatMap(([key, value]: [string, object]) =>
		isEndpoint(value) ? [[`${name}${key}`, value]] : rowsIn(value, `${name}${key}.`),
	);
}

const rows = rowsIn(endpoints);

it('there are rows', () => {
	expect(rows.length).toBeGreaterThan(10);
});

it.each(rows)('%s is a call of the stand-in API, which says the same of its effect', (_, row) => {
	for (const version of versionsWith(row)) {
		const { method, path } = row.routes[version] ?? {};
		const known = standIn.find((call) => call.path === path && call.method === method);
		expect(known).toMatchObject({ effect: row.effect });
	}
});

it.each(rows)('%s: what is sent is named once', (_, row) => {
	for (const version of versionsWith(row)) {
		const { fields = {}, queryFields = {} } = row.routes[version] ?? {};
		const names = [...Object.values(fields), ...Object.values(queryFields)];
		expect(new Set(names).size).toBe(names.length);
	}
});
