import { binCategories, jensenShannon, kolmogorovSmirnov } from '../../../learn/index.ts'
import { columnScores } from './column-scores.ts'
import type { LearnedColumn, LearnedGenerator } from './learned-generator.ts'
import { pairCorrelation } from './normal-scores.ts'

/** How alike made up rows are to those of the table; distances go from 0 (alike) to 1. */
export interface Likeness {
  /** The mean of the three below. */
  readonly overall: number
  /** 1 less the mean distance of columns. */
  readonly columnLikeness: number
  /** 1 less the mean difference between correlations, by normal scores. */
  readonly correlationLikeness: number
  /** 1 less the mean difference between shares that are missing. */
  readonly missingLikeness: number
  readonly columns: readonly ColumnLikeness[]
  /** The pair of columns whose correlation is furthest from what it was. */
  readonly furthest: CorrelationPair | undefined
}

export interface ColumnLikeness {
  readonly name: string
  readonly kind: LearnedColumn['kind']
  /** Of texts, their lengths are compared; keys are not. */
  readonly measure: 'kolmogorov-smirnov' | 'jensen-shannon' | undefined
  readonly distance: number | undefined
  readonly missing: { readonly table: number; readonly made: number }
}

export interface CorrelationPair {
  readonly columns: readonly [string, string]
  readonly table: number
  readonly made: number
}

type Rows = readonly Readonly<Record<string, unknown>>[]

/** Compares rows of the table with made up ones, column by column and pair by pair. */
export function compareLikeness(learned: LearnedGenerator, table: Rows, made: Rows): Likeness {
  const [old, fresh] = [valuesOf(learned, table), valuesOf(learned, made)]
  const columns = learned.columns.map((column) =>
    compareColumn(column, old.get(column.name) ?? [], fresh.get(column.name) ?? []),
  )
  const pairs = comparePairs(learned, old, fresh)
  const distances = columns.flatMap(({ distance }) => distance ?? [])
  const columnLikeness = 1 - meanOf(distances)
  const correlationLikeness = 1 - meanOf(pairs.map(differenceOf))
  const missingLikeness =
    1 - meanOf(columns.map(({ missing }) => Math.abs(missing.table - missing.made)))
  const [furthest] = pairs.toSorted((a, b) => differenceOf(b) - differenceOf(a))
  return {
    overall: meanOf([columnLikeness, correlationLikeness, missingLikeness]),
    columnLikeness,
    correlationLikeness,
    missingLikeness,
    columns,
    furthest,
  }
}

type Values = ReadonlyMap<string, readonly unknown[]>

function valuesOf({ columns }: LearnedGenerator, rows: Rows): Values {
  return new Map(columns.map(({ name }) => [name, rows.map((row) => row[name] ?? undefined)]))
}

function compareColumn(
  column: LearnedColumn,
  table: readonly unknown[],
  made: readonly unknown[],
): ColumnLikeness {
  const missing = { table: missingShare(table), made: missingShare(made) }
  const about = { name: column.name, kind: column.kind, missing }
  const [old, fresh] = [table, made].map((values) => values.filter((value) => value !== undefined))
  if (column.kind === 'key' || !old?.length || !fresh?.length) {
    return { ...about, measure: undefined, distance: undefined }
  }
  if (column.kind === 'choices') {
    // Whatever is not kept is one: it was pooled, or left out.
    const name = (value: unknown) =>
      column.values.includes(value as string) ? String(value) : 'other'
    const bins = binCategories(old.map(name), fresh.map(name))
    const distance = jensenShannon(bins.reference, bins.current) / Math.sqrt(Math.LN2)
    return { ...about, measure: 'jensen-shannon', distance }
  }
  const { statistic } = kolmogorovSmirnov(toNumbers(old), toNumbers(fresh))
  return { ...about, measure: 'kolmogorov-smirnov', distance: statistic }
}

function toNumbers(values: readonly unknown[]): Float64Array {
  return Float64Array.from(values, (value) =>
    typeof value === 'string' ? value.length : Number(value),
  )
}

function missingShare(values: readonly unknown[]): number {
  return meanOf(values.map((value) => Number(value === undefined)))
}

function comparePairs(
  learned: LearnedGenerator,
  table: Values,
  made: Values,
): readonly CorrelationPair[] {
  const latents = learned.latents.filter(({ of }) => of === 'value')
  const scored = latents.map((latent) => ({
    column: latent.column,
    table: columnScores(latent, learned.columns, table),
    made: columnScores(latent, learned.columns, made),
  }))
  return scored.flatMap((one, at) =>
    scored.slice(0, at).map((other) => ({
      columns: [other.column, one.column] as const,
      table: pairCorrelation(one.table, other.table).correlation,
      made: pairCorrelation(one.made, other.made).correlation,
    })),
  )
}

function differenceOf({ table, made }: CorrelationPair): number {
  return Math.abs(table - made)
}

function meanOf(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length
}
