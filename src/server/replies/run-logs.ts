import type { RunLogsReply } from '../../api/index.ts'
import { logLevels, type LogLevel } from '../../base/index.ts'
import type { OpenedProject } from '../../project/index.ts'
import { getRun, outlineRuns, type RunId } from '../../tracking/index.ts'

export interface LogQuery {
  readonly after: number
  readonly limit: number
  readonly step?: string | undefined
  readonly level?: LogLevel | undefined
  readonly text?: string | undefined
  readonly keep: 'first' | 'last'
}

const mostLines = 100_000
const runsAtOnce = 500

/** The lines of a run and of all that ran within it, oldest first. Throws `runNotFound`. */
export async function readRunLogs(
  project: OpenedProject,
  id: string,
  query: LogQuery,
): Promise<RunLogsReply> {
  const run = await getRun(project, id as RunId)
  const below = await outlineRuns(project, run.id)
  const own = run.kind === 'step' ? run.name : null
  const steps = stepNames(run.id, own, below)
  const rows = await readRows(project, [...steps.keys()])
  const levels = logLevels.slice(logLevels.indexOf(query.level ?? 'debug'))
  const wanted = query.text?.toLowerCase()
  const lines = rows
    .map((row, index) => ({ ...row, sequence: index + 1, step: steps.get(row.runId) ?? null }))
    .filter(
      (line) =>
        line.sequence > query.after &&
        (query.step === undefined || line.step === query.step) &&
        levels.includes(line.level) &&
        (wanted === undefined || line.text.toLowerCase().includes(wanted)),
    )
  const { keep, limit } = query
  return {
    lines: keep === 'last' ? lines.slice(-limit) : lines.slice(0, limit),
    lineCount: lines.length,
  }
}

/** The step that each run is, or is a part of. */
export function stepNames(
  rootId: string,
  rootStep: string | null,
  below: Awaited<ReturnType<typeof outlineRuns>>,
): ReadonlyMap<string, string | null> {
  const names = new Map<string, string | null>([[rootId, rootStep]])
  for (const { id, parentId = '', name } of below) {
    names.set(id, names.get(parentId) ?? name)
  }
  return names
}

async function readRows({ database }: OpenedProject, ids: readonly string[]) {
  const found = []
  for (let at = 0; at < ids.length; at += runsAtOnce) {
    const rows = await database.queries
      .selectFrom('run_logs')
      .selectAll()
      .where('run_id', 'in', ids.slice(at, at + runsAtOnce))
      .orderBy('at')
      .orderBy('run_id')
      .orderBy('line_no')
      .limit(mostLines)
      .execute()
    for (const { run_id: runId, line_no: lineNumber, at: moment, level, text } of rows) {
      found.push({ runId, lineNumber, at: moment, level: level as LogLevel, text })
    }
  }
  return ids.length <= runsAtOnce
    ? found
    : found.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
}
