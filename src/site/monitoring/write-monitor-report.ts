import { writeCount, writeNumber } from '../profile/write-value.ts'
import {
  answerOf,
  stateWords,
  windowWords,
  writeMinute,
  type MonitorReport,
} from './monitor-report.ts'

const marks = { ok: '✅', warning: '⚠️', critical: '❌', unknown: '❔' } as const

/** One run of a monitor as Markdown, short enough for a pull request. */
export function writeMonitorReport(report: MonitorReport): string {
  const { monitor, run } = report
  const rules = run.verdicts.map(({ state, rule, slice, found, wanted }) => [
    marks[state],
    slice === '' ? rule : `${rule} of ${slice}`,
    found,
    wanted,
  ])
  const drifted = run.drift.flatMap(({ of, columns }) =>
    columns
      .filter((column) => column.drifted)
      .map(({ column, says, test, score, threshold }) => [
        column,
        of,
        says,
        test === undefined
          ? '–'
          : `${test} ${writeNumber(score)} (limit ${writeNumber(threshold)})`,
      ]),
  )
  const together = run.drift.flatMap(({ of: side, multivariate = [] }) =>
    multivariate
      .filter((one) => one.drifted)
      .map(({ method, of, score, lower, upper }) => [
        of ?? 'all columns together',
        side,
        `${method} ${writeNumber(score)}, usual ${writeNumber(lower)} to ${writeNumber(upper)}`,
        method,
      ]),
  )
  return [
    `## ${monitor.name}: ${stateWords[run.state].toLowerCase()}`,
    answerOf(report),
    `${writeCount(run.rowCount)} rows of ${monitor.watches.kind} ${monitor.watches.name}, ${windowWords(run)} UTC, compared with ${monitor.reference}; measured ${writeMinute(run.measuredAt)} UTC.`,
    ...(rules.length === 0 ? [] : [table(['', 'rule', 'found', 'wanted'], rules)]),
    ...(drifted.length + together.length === 0
      ? []
      : [table(['drifted', 'of', 'how', 'test'], [...drifted, ...together])]),
    ...(run.notes.length === 0 ? [] : [run.notes.map((note) => `- ${note}`).join('\n')]),
  ].join('\n\n')
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}
