import { useQueryClient } from '@tanstack/react-query'
import { useStream } from '../../live/use-stream.ts'

/** Asks anew for a sweep that is going on whenever a run, such as a trial, has started or ended. */
export function useSweepNews(isOpen: boolean): void {
  const queries = useQueryClient()
  const ask = () => void queries.invalidateQueries({ queryKey: ['getSweep'] })
  useStream(isOpen ? '/api/v1/stream' : undefined, { hello: ask, runs: ask })
}
