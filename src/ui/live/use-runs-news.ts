import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { useStream } from './use-stream.ts'

/** The whole table of runs is not asked for more often. */
const tableRestMs = 5_000

const told = new Set<unknown>([
  'listRuns',
  'listExperiments',
  'getLoggedRun',
  'getRunCurves',
  'getPipeline',
  'listPipelines',
  'getPipelineHistory',
  'getOverview',
])

/** Asks anew for what is shown of runs whenever one has started or ended. */
export function useRunsNews(): void {
  const queries = useQueryClient()
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  const ask = () => {
    void queries.invalidateQueries({ predicate: ({ queryKey }) => told.has(queryKey[0]) })
    timer.current ??= setTimeout(() => {
      timer.current = undefined
      void queries.invalidateQueries({ queryKey: ['getRunTable'] })
    }, tableRestMs)
  }
  useStream('/api/v1/stream', { hello: ask, runs: ask })
}
