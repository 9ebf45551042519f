import { endpoints } from '../../../nodes/MemoriesAi/api/endpoints';
import { versionsWith } from '../../../nodes/MemoriesAi/transport/endpoint';
import { endpoints as standIn } from '../../sandbox/endpoints.cjs';
import { rowsIn } from '../../vendor/rows.cjs';

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
