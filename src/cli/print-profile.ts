import {
  quantileOf,
  type ColumnDrift,
  type ColumnProfile,
  type Profile,
  type ProfileComparison,
} from '../data/index.ts'
import type { Page } from './command.ts'
import { renderSection, renderTable } from './render-table.ts'
import type { Style } from './style.ts'
import { writeBytes, writeCount, writeNumber } from './write-value.ts'

/** A profile for the terminal: its columns, what stands out, what changed. */
export function printProfile(
  told: {
    readonly table: string
    readonly profile: Profile
    readonly comparison?: ProfileComparison
    readonly out?: string
  },
  page: Page,
): string {
  const { table, profile, comparison, out } = told
  return [
    renderOverview(table, profile, page.style),
    renderColumns(profile, page),
    renderAlerts(profile, page.style),
    renderByValue(profile, page),
    comparison === undefined ? '' : renderComparison(comparison, page),
    ...profile.approximations.map((sentence) => `${page.style.dim(sentence)}\n`),
    out === undefined ? '' : `\nWritten to ${out}\n`,
  ].join('')
}

function renderOverview(table: string, profile: Profile, style: Style): string {
  const { rowCount, columns, missingCount, duplicateRowCount, memoryBytes } = profile
  const duplicates =
    duplicateRowCount === undefined ? '' : `, ${writeCount(duplicateRowCount)} duplicate rows`
  const missing = writePercent(missingCount / (rowCount * columns.length))
  return `${style.bold(table)}: ${writeCount(rowCount)} rows, ${writeCount(columns.length)} columns, ${missing} of cells missing${duplicates}, ${writeBytes(memoryBytes)}\n\n`
}

function renderColumns({ columns, rowCount }: Profile, { style }: Page): string {
  const right = true
  const number = (of: (from: NonNullable<ColumnProfile['numbers']>) => number | undefined) => {
    return ({ numbers, kind }: ColumnProfile) => {
      if (numbers === undefined) return ''
      const value = of(numbers)
      if (kind !== 'moment' || value === undefined) return writeNumber(value)
      return new Date(value).toISOString().slice(0, 10)
    }
  }
  return renderTable(
    columns,
    [
      { title: 'column', of: ({ name }) => name },
      { title: 'kind', of: ({ kind }) => kind },
      { title: 'missing', right, of: ({ missingCount }) => writePercent(missingCount / rowCount) },
      {
        title: 'different',
        right,
        of: ({ distinctCount, distinctIsExact }) =>
          `${distinctIsExact ? '' : '~'}${writeCount(distinctCount)}`,
      },
      { title: 'smallest', right, of: number(({ min }) => min) },
      { title: 'median', right, of: number((from) => quantileOf(from, 0.5)) },
      { title: 'mean', right, of: number(({ mean }) => mean) },
      { title: 'largest', right, of: number(({ max }) => max) },
      { title: 'commonest', of: ({ topValues }) => (topValues?.[0]?.value ?? '').slice(0, 24) },
    ],
    { style, nothing: 'It has no columns.' },
  )
}

function renderAlerts({ alerts }: Profile, style: Style): string {
  const body = alerts.map(({ kind, sentence }) => `${style.warn(kind)}   ${sentence}\n`).join('')
  return renderSection('What stands out', body === '' ? 'Nothing.\n' : body, style)
}

/** The mean of each number, or share of each truth, for each value. */
function renderByValue({ byValue }: Profile, { style }: Page): string {
  if (byValue === undefined) return ''
  const { column, values, hasOthers, rowCounts, columns } = byValue
  const names = [...values.map((value) => value ?? '(missing)'), ...(hasOthers ? ['(others)'] : [])]
  const measured = columns.filter(({ means }) => means !== undefined).slice(0, 6)
  const right = true
  const table = renderTable(
    names.map((name, at) => ({ name, at })),
    [
      { title: column, of: ({ name }) => name.slice(0, 24) },
      { title: 'rows', right, of: ({ at }) => writeCount(rowCounts[at] ?? 0) },
      ...measured.map(({ name, means }) => ({
        title: `${name} (mean)`,
        right,
        of: ({ at }: { readonly at: number }) => writeNumber(means?.[at]),
      })),
    ],
    { style, nothing: '' },
  )
  return renderSection(`By ${column}`, table, style)
}

function renderComparison(comparison: ProfileComparison, { style }: Page): string {
  const { rowCount, addedColumns, removedColumns, retypedColumns, columns } = comparison
  const lines = [
    `${writeCount(rowCount.before)} → ${writeCount(rowCount.after)} rows\n`,
    ...addedColumns.map((name) => `${style.good('+')} ${name}\n`),
    ...removedColumns.map((name) => `${style.bad('−')} ${name}\n`),
    ...retypedColumns.map(
      ({ name, before, after }) => `${style.warn('~')} ${name} ${before} → ${after}\n`,
    ),
  ]
  const table = renderColumnDrift(columns, style)
  return renderSection('What changed', [...lines, table].join(''), style)
}

/** How each column's values moved, one line each. */
export function renderColumnDrift(
  columns: readonly ColumnDrift[],
  style: Style,
  nothing = 'No column is in both.',
): string {
  const right = true
  return renderTable(
    columns,
    [
      { title: 'column', of: ({ name }) => name },
      { title: 'moved', of: ({ level, stability }) => (stability === undefined ? '–' : level) },
      { title: 'stability', right, of: ({ stability }) => stability?.toFixed(3) ?? '–' },
      { title: 'js', right, of: (drift) => drift.jensenShannon?.toFixed(3) ?? '–' },
      { title: 'ks', right, of: ({ ks }) => ks?.toFixed(3) ?? '–' },
      {
        title: 'wasserstein',
        right,
        of: ({ wassersteinNormed }) => wassersteinNormed?.toFixed(3) ?? '–',
      },
      { title: 'mean', right, of: ({ mean }) => (mean ? writePair(mean, writeNumber) : '') },
      { title: 'missing', right, of: (drift) => writePair(drift.missingShare, writePercent) },
      { title: 'different', right, of: (drift) => writePair(drift.distinctCount, writeCount) },
    ],
    { style, nothing },
  )
}

function writePair(
  { before, after }: { readonly before: number; readonly after: number },
  write: (value: number) => string,
): string {
  return before === after ? write(after) : `${write(before)} → ${write(after)}`
}

function writePercent(share: number): string {
  return `${(100 * share).toFixed(share > 0 && share < 0.1 ? 1 : 0)} %`
}
