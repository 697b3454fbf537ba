import type { CheckReport, CheckResult, FailedRow } from './check-result.ts'

/** A report as a table for a terminal or a log: what is broken first tells its first rows. */
export function renderCheckText(report: CheckReport): string {
  const head = ['', 'check', 'found']
  const lines = report.results.map((result) => [outcomeOf(result), result.expected, result.found])
  const widths = head.map((title, at) =>
    Math.max(title.length, ...lines.map((line) => (line[at] ?? '').length)),
  )
  const write = (cells: readonly string[]) =>
    cells
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd()
  const body = report.results.flatMap((result, at) => [
    write(lines[at] ?? []),
    ...result.rows.map((row) => `    ${placeOf(row)}: ${valuesOf(row)}`),
  ])
  return `${[titleOf(report), '', write(head), ...body].join('\n')}\n`
}

/** A report as Markdown, for a pull request or a page. */
export function renderCheckMarkdown(report: CheckReport): string {
  const rows = report.results.map(
    (result) =>
      `| ${[outcomeOf(result), result.expected, result.found].map(escapeCell).join(' | ')} |`,
  )
  const broken = report.results.filter(({ rows: sample }) => sample.length > 0)
  const samples = broken.flatMap((result) => [
    '',
    `Rows that break “${escapeCell(result.expected)}”:`,
    '',
    ...result.rows.map((row) => `- ${placeOf(row)}: ${escapeCell(valuesOf(row))}`),
  ])
  return `${[
    `**${escapeCell(titleOf(report))}**`,
    '',
    '| outcome | check | found |',
    '| --- | --- | --- |',
    ...rows,
    ...samples,
  ].join('\n')}\n`
}

/** A report as JSON, with moments in ISO 8601 and absent values as null. */
export function renderCheckJson(report: CheckReport): string {
  const orNull = (_key: string, value: unknown) => (value === undefined ? null : value)
  return `${JSON.stringify(report, orNull, 2)}\n`
}

const outcomes = { refuse: 'refused', quarantine: 'quarantined', warn: 'warned' } as const

function outcomeOf({ holds, severity }: CheckResult): string {
  return holds ? 'held' : outcomes[severity]
}

function titleOf({ table, rowCount, verdict, results }: CheckReport): string {
  const rows = `${rowCount} ${rowCount === 1 ? 'row' : 'rows'}`
  const heldCount = results.filter(({ holds }) => holds).length
  return `${table}: ${verdict}, ${heldCount} of ${results.length} checks held, ${rows}`
}

function placeOf({ place }: FailedRow): string {
  const at = `${place.isLine === true ? 'line' : 'row'} ${place.row}`
  return place.batch === undefined ? at : `${at} of ${place.batch}`
}

function valuesOf({ values }: FailedRow): string {
  return Object.entries(values)
    .map(([name, value]) => `${name} ${writeValue(value)}`)
    .join(', ')
}

const longest = 60

function writeValue(value: unknown): string {
  if (value === undefined || value === null) return 'absent'
  if (value instanceof Date) return value.toISOString()
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  const line = text.replaceAll(/\s+/g, ' ')
  return line.length > longest ? `${line.slice(0, longest)}…` : line
}

function escapeCell(text: string): string {
  return text.replaceAll('|', String.raw`\|`)
}
