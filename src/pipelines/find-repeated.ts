import type { EndedRun, RunStore } from '../tracking/index.ts'
import type { RepeatedRun } from './step.ts'

/** By step, the run in which it was worked on: of one that was skipped, the one whose result it gave. */
export async function findRepeated(
  { runs }: { readonly runs: RunStore },
  repeats: readonly EndedRun[],
): Promise<ReadonlyMap<string, RepeatedRun>> {
  const cacheKeys = repeats.flatMap(({ status, cacheKey }) =>
    status === 'skipped' && cacheKey !== undefined ? [cacheKey] : [],
  )
  const limit = Number.MAX_SAFE_INTEGER
  const earlier =
    cacheKeys.length === 0 ? [] : await runs.list({ status: 'succeeded', cacheKeys, limit })
  return new Map(
    repeats.map((run) => {
      const worked = earlier.find(
        ({ cacheKey, startedAt }) => cacheKey === run.cacheKey && startedAt <= run.startedAt,
      )
      const { id, startedAt } = run.status === 'skipped' ? (worked ?? run) : run
      return [run.name, { id, startedAt }]
    }),
  )
}
