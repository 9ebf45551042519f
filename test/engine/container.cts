import './environment.cjs';
import { createRequire } from 'node:module';

type Di = typeof import('@n8n/di');

// npm may install several copies of `@n8n/di`; only the one that n8n-core itself loads holds the
// services that the engine uses.
const nearCore = createRequire(createRequire(__filename).resolve('n8n-core'));

/** The engine's own container of services. */
export const { Container } = jest.requireActual<Di>(nearCore.resolve('@n8n/di'));

type Backend = typeof import('@n8n/backend-common');

/** What the engine writes to n8n's log. */
export const engineLogger = Container.get(
	jest.requireActual<Backend>(nearCore.resolve('@n8n/backend-common')).Logger,
);
