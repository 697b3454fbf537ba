import type { Run } from './run.ts'
import type { RunQuery, RunStore } from './run-store.ts'

/** Runs, newest first; for the next page ask `before` the last one. */
export function listRuns(
  { runs }: { readonly runs: RunStore },
  query: RunQuery = {},
): Promise<readonly Run[]> {
  return runs.list(query)
}
