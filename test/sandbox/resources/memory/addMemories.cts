import { jsonEndpoint, v1 } from '../../endpoint.cjs';
import { nextDigits } from '../../ids.cjs';
import { success } from '../../replies.cjs';
import { nothing, parameters } from '../../shape.cjs';
import { vendorParameters } from '../../vendorSchemas.cjs';
import { DEFAULT_UNIQUE_ID, uniqueId } from '../shared/scope.cjs';

interface NewMemories {
	memories: Array<{ role: string; content: string }>;
	unique_id?: string;
	tags?: string[];
	latitude?: string;
	longitude?: string;
	memories_at?: string;
}

/** That it costs is not documented; that it is there for good once taken is enough to count it. */
export const addMemories = jsonEndpoint({
	...v1('memories/add'),
	effect: 'charge',
	query: nothing,
	body: parameters<NewMemories>({ ...vendorParameters('AddMemoryRequest'), unique_id: uniqueId }, [
		'memories',
	]),
	answer: ({ body }, { state }) => {
		const { unique_id = DEFAULT_UNIQUE_ID, tags = [], memories } = body;
		const { latitude, longitude, memories_at: memoriesAt } = body;
		state.uniqueIds.add(unique_id);
		for (const { role, content } of memories) {
			const memory = { id: nextDigits(), uniqueId: unique_id, role, content, tags };
			state.memories.push({ ...memory, memoriesAt, latitude, longitude });
		}
		return success({});
	},
});
