import type { DiagnosticsReply, ScoringReply, SummaryStatsReply } from '../../api/index.ts'
import {
  diagnose,
  readScores,
  summarizeGroups,
  type DiagnoseOptions,
  type OpenedProject,
} from '../../project/index.ts'

export async function readScoring(project: OpenedProject): Promise<ScoringReply> {
  const scores = await readScores(project)
  return {
    models: scores.map(({ newest, history, metrics, ...score }) => ({
      ...score,
      metrics: { ...metrics },
      newest: newest === null ? null : { ...newest, at: newest.at.toISOString() },
      history: history.map((one) => ({ ...one, at: one.at.toISOString() })),
    })),
  }
}

export async function readSummaryStats(project: OpenedProject): Promise<SummaryStatsReply> {
  const groups = await summarizeGroups(project)
  return {
    groups: groups.map(({ group, rowCount, columns }) => ({
      group,
      rowCount,
      columns: columns.map(({ name: column, missingCount, distinctCount, ...numbers }) => ({
        column,
        missingCount,
        distinctCount,
        mean: finite(numbers.mean),
        median: finite(numbers.median),
        deviation: finite(numbers.deviation),
        min: finite(numbers.min),
        max: finite(numbers.max),
      })),
    })),
  }
}

export async function readDiagnostics(
  project: OpenedProject,
  options: DiagnoseOptions,
): Promise<DiagnosticsReply> {
  const found = await diagnose(project, options)
  const { ahead, now } = found.clock
  return {
    integrity: found.integrity.map(({ columns, ...group }) => ({
      ...group,
      columns: [...columns],
    })),
    stability: [...found.stability],
    timing: [...found.timing],
    dependencies: { ...found.dependencies, packages: [...found.dependencies.packages] },
    disk: found.disk,
    memory: found.memory,
    clock: {
      now: now.toISOString(),
      ahead: ahead === undefined ? null : { ...ahead, startedAt: ahead.startedAt.toISOString() },
    },
    missed: found.missed.map(({ pipeline, dueAt }) => ({ pipeline, dueAt: dueAt.toISOString() })),
  }
}

function finite(value: number | undefined): number | null {
  return value === undefined || !Number.isFinite(value) ? null : value
}
