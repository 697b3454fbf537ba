import { trueRows, type Commit } from '../../features/index.ts'
import { describeColumns, type ColumnSummary } from '../../table/index.ts'
import type { OpenedProject } from '../opened-project.ts'

type GroupDeps = Pick<OpenedProject, 'definition' | 'commits' | 'blobs' | 'engine'>

export interface GroupIntegrity {
  readonly group: string
  readonly rowCount: number
  readonly columns: readonly {
    readonly column: string
    readonly missingCount: number
    readonly missingShare: number
  }[]
}

/** How much is missing per column, of all rows that came; from the statistics of the commits. */
export async function measureIntegrity({
  definition,
  commits,
}: GroupDeps): Promise<GroupIntegrity[]> {
  return Promise.all(
    definition.groups.map(async ({ name: group, columns }) => {
      const made = bringing(await commits.list(group))
      const rowCount = made.reduce((sum, commit) => sum + commit.rowCount, 0)
      return {
        group,
        rowCount,
        columns: Object.keys(columns).map((column) => {
          const missingCount = made.reduce((sum, commit) => sum + missingIn(commit, column), 0)
          return { column, missingCount, missingShare: missingCount / Math.max(1, rowCount) }
        }),
      }
    }),
  )
}

/** A column that was added later is missing in what came before. */
function missingIn({ statistics, rowCount }: Commit, column: string): number {
  return statistics.find(({ name }) => name === column)?.missingCount ?? rowCount
}

export interface ColumnStability {
  readonly group: string
  readonly column: string
  /** Of the newest commit. */
  readonly mean: number
  /** Of all commits before it. */
  readonly historicMean: number
  /** (mean − historic) / |historic|; null where that is zero. */
  readonly shift: number | null
  /** How many commits the history has. */
  readonly commitCount: number
}

/** How far the mean of each number has moved in the newest commit, against all before it. */
export async function measureStability({
  definition,
  commits,
}: GroupDeps): Promise<ColumnStability[]> {
  const groups = await Promise.all(
    definition.groups.map(async ({ name: group, columns }) => {
      const made = bringing(await commits.list(group))
      const newest = made.at(-1)
      const history = made.slice(0, -1)
      if (newest === undefined || history.length === 0) return []
      return Object.keys(columns).flatMap((column) => {
        const mean = meanOf([newest], column)
        const historicMean = meanOf(history, column)
        if (mean === undefined || historicMean === undefined) return []
        const shift = historicMean === 0 ? null : (mean - historicMean) / Math.abs(historicMean)
        return [{ group, column, mean, historicMean, shift, commitCount: history.length }]
      })
    }),
  )
  return groups.flat()
}

function meanOf(commits: readonly Commit[], column: string): number | undefined {
  let sum = 0
  let count = 0
  for (const { statistics, rowCount } of commits) {
    const found = statistics.find(({ name }) => name === column)
    if (found?.mean === undefined) continue
    const known = rowCount - found.missingCount
    sum += found.mean * known
    count += known
  }
  return count === 0 ? undefined : sum / count
}

function bringing(commits: readonly Commit[]): Commit[] {
  return commits.filter(({ kind, rowCount }) => kind !== 'delete' && rowCount > 0)
}

export interface GroupSummaryStats {
  readonly group: string
  readonly rowCount: number
  readonly columns: readonly ColumnSummary[]
}

/** Mean, median, deviation and the like of every column, of the rows that are true now. */
export async function summarizeGroups(project: GroupDeps): Promise<GroupSummaryStats[]> {
  const found: GroupSummaryStats[] = []
  for (const group of project.definition.groups) {
    const { relation, commits } = await trueRows(project, group)
    const columns = await describeColumns(project.engine, relation, group.columns)
    const rowCount = commits.reduce((sum, commit) => sum + commit.rowCount, 0)
    found.push({ group: group.name, rowCount, columns })
  }
  return found
}
