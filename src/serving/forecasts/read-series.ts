import type { CommitStore, NewestCommits } from '../../features/index.ts'
import type { SeriesTable } from '../../learn/index.ts'
import type { SeriesDeps, ServedForecast } from './served-forecast.ts'

/** The series as they were read, and by group the newest commit of what they were read from. */
export interface ReadSeries {
  readonly table: SeriesTable
  readonly commits: NewestCommits
  /** By group the id of that commit. */
  readonly commitIds: readonly string[]
}

/** Reads the series of a forecast, and sees which groups that asks. */
export async function readSeries(deps: SeriesDeps, forecast: ServedForecast): Promise<ReadSeries> {
  const newest = new Map<string, { readonly id: string; readonly sequence: number }>()
  const commits: CommitStore = {
    ...deps.commits,
    async list(group, options) {
      const found = await deps.commits.list(group, options)
      const last = found.at(-1)
      if (last !== undefined) newest.set(group, last)
      return found
    },
  }
  const table = await forecast.read({ ...deps, commits })
  return {
    table,
    commits: Object.fromEntries([...newest].map(([group, { sequence }]) => [group, sequence])),
    commitIds: [...newest.values()].map(({ id }) => id),
  }
}

/** Whether what was read is all that there is now; of series that were read from no group that can't be told. */
export async function isUpToDate(deps: SeriesDeps, { commits }: ReadSeries): Promise<boolean> {
  const groups = Object.entries(commits)
  if (groups.length === 0) return false
  for (const [group, sequence] of groups) {
    const { commitCount } = await deps.commits.summary(group)
    if (commitCount !== sequence) return false
  }
  return true
}
