import { createRequire } from 'node:module';

type Di = typeof import('@n8n/di');

// npm may install several copies of `@n8n/di`; only the one that n8n-core itself loads holds the
// services that the engine uses.
const nearCore = createRequire(createRequire(__filename).resolve('n8n-core'));

/** The engine's own container of services. */
export const { Container } = jest.requireActual<Di>(nearCore.resolve('@n8n/di'));
