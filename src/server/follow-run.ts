import type { LogLineReply, TimelineRunReply } from '../api/index.ts'
import type { LogLevel } from '../base/index.ts'
import type { OpenedProject } from '../project/index.ts'
import {
  findCancelRequest,
  getRun,
  listProgress,
  outlineRuns,
  type RunId,
} from '../tracking/index.ts'
import { stepNames } from './replies/run-logs.ts'
import { outlineOf, toTimelineRun } from './replies/timelines.ts'
import { toMoment } from './replies/wire-values.ts'
import type { RunNews } from './run-news.ts'

/** What happened to a run since it was looked at last. */
export interface RunChanges {
  readonly runs: readonly TimelineRunReply[]
  readonly lines: readonly Omit<LogLineReply, 'sequence'>[]
  readonly progress: readonly RunProgress[]
  readonly cancelRequestedAt: string | null
  readonly isOver: boolean
}

interface RunProgress {
  readonly runId: string
  readonly work: string
  readonly done: number
  readonly total: number | null
}

/** Looks at a run again and again, and gives each time what is new: at first, all but older lines. */
export function followRun(
  project: OpenedProject,
  news: Pick<RunNews, 'progress'>,
  id: string,
): () => Promise<RunChanges> {
  const told = new Map<string, string>()
  const toldLines = new Map<string, number>()
  let isFirst = true

  return async () => {
    const run = await getRun(project, id as RunId)
    // Read before what is below: a run that has ended then has nothing more to tell.
    const below = await outlineRuns(project, run.id)
    const all = [outlineOf(run), ...below]
    const changed = all.filter(({ id: own, status }) => told.get(own) !== status)
    const open = all.filter(({ status, id: own }) => status === 'open' || told.get(own) === 'open')
    const asked = [...new Set([...changed, ...open].map((one) => one.id))]
    for (const one of changed) told.set(one.id, one.status)
    const rows = await readNewLines(project, asked, toldLines)
    const lines = isFirst ? [] : rows
    isFirst = false
    const steps = stepNames(run.id, run.kind === 'step' ? run.name : null, below)
    return {
      runs: changed.map(toTimelineRun),
      lines: lines.map((line) => ({ ...line, step: steps.get(line.runId) ?? null })),
      progress: await progressOf(
        project,
        news,
        all.flatMap((one) => (one.status === 'open' ? [one.id] : [])),
      ),
      cancelRequestedAt: toMoment(await findCancelRequest(project, run.id)),
      isOver: run.status !== 'open',
    }
  }
}

const runsAtOnce = 500
const linesAtOnce = 5000

/** Lines after those that were told, which are taken note of. */
async function readNewLines(
  { database }: OpenedProject,
  ids: readonly RunId[],
  told: Map<string, number>,
) {
  const found = []
  for (let at = 0; at < ids.length; at += runsAtOnce) {
    const some = ids.slice(at, at + runsAtOnce)
    const counts = await database.queries
      .selectFrom('run_logs')
      .select((select) => ['run_id', select.fn.max<number>('line_no').as('last')])
      .where('run_id', 'in', some)
      .groupBy('run_id')
      .execute()
    for (const { run_id: runId, last } of counts) {
      const first = told.get(runId) ?? 0
      if (last <= first) continue
      told.set(runId, last)
      const rows = await database.queries
        .selectFrom('run_logs')
        .selectAll()
        .where('run_id', '=', runId)
        .where('line_no', '>', Math.max(first, last - linesAtOnce))
        .where('line_no', '<=', last)
        .orderBy('line_no')
        .execute()
      for (const { line_no: lineNumber, at: moment, level, text } of rows) {
        found.push({ runId, lineNumber, at: moment, level: level as LogLevel, text })
      }
    }
  }
  return found.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
}

/** As this process has heard it, or another one has written it down. */
async function progressOf(
  { database }: OpenedProject,
  { progress }: Pick<RunNews, 'progress'>,
  ids: readonly RunId[],
): Promise<readonly RunProgress[]> {
  const elsewhere = await listProgress(
    database,
    ids.filter((id) => !progress.has(id)),
  )
  return ids.flatMap((runId): RunProgress[] => {
    const told = progress.get(runId) ?? elsewhere.get(runId)
    return told === undefined ? [] : [{ runId, ...told, total: told.total ?? null }]
  })
}
