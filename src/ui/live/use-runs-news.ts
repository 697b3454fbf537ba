import { useQueryClient } from '@tanstack/react-query'
import { useStream } from './use-stream.ts'

const told = new Set<unknown>([
  'listRuns',
  'getPipeline',
  'listPipelines',
  'getPipelineHistory',
  'getOverview',
])

/** Asks anew for what is shown of runs whenever one has started or ended. */
export function useRunsNews(): void {
  const queries = useQueryClient()
  const ask = () =>
    void queries.invalidateQueries({ predicate: ({ queryKey }) => told.has(queryKey[0]) })
  useStream('/api/v1/stream', { hello: ask, runs: ask })
}
