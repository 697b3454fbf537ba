import type { MlflowEndpoint } from './endpoint.ts'

/** Clients from 3 on look for a run's models before they list its files: there are none. */
export const modelEndpoints: readonly MlflowEndpoint[] = [
  { method: 'POST', path: '/logged-models/search', answer: async () => ({}) },
]
