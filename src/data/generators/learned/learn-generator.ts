import { suggestName } from '../../../base/index.ts'
import type { Columns } from '../../../table/index.ts'
import { generatorErrors } from '../errors.ts'
import { columnScores } from './column-scores.ts'
import { learnColumn } from './learn-column.ts'
import { learnCopula } from './learn-copula.ts'
import type { Latent, LearnedColumn, LearnedGenerator } from './learned-generator.ts'
import { orderChoices } from './order-choices.ts'

export interface LearnOptions {
  /** What fewer rows share is not kept; 5 if not told. */
  readonly smallest?: number
  /** Columns that tell rows apart; they are found by themselves, mostly. */
  readonly keys?: readonly string[]
  /** What becomes of values that are rarer than `smallest`; pooled as `other` if not told. */
  readonly rare?: LearnedGenerator['rare']
}

type Rows = readonly Readonly<Record<string, unknown>>[]

/**
 * Learns how rows like these could be made up: each column's values, how columns go together, and which are
 * missing when. What comes out is plain data for `toGenerator`. Takes time in proportion to rows times
 * the square of columns: give it a sample of 20,000. Throws `data.nothingToLearn` and
 * `data.noSuchColumn`.
 */
export function learnGenerator(
  rows: Rows,
  columns: Columns,
  { smallest = 5, keys = [], rare = 'pool' }: LearnOptions = {},
): LearnedGenerator {
  if (rows.length === 0) {
    throw generatorErrors.nothingToLearn({ columnCount: Object.keys(columns).length })
  }
  assertColumns(columns, keys)
  const values = new Map(
    Object.keys(columns).map((name) => [name, rows.map((row) => row[name] ?? undefined)]),
  )
  const learned = inOrder(
    Object.entries(columns).map(([name, column]): LearnedColumn => {
      const own = values.get(name) ?? []
      const { type } = column
      const made = learnColumn(name, column, own, { smallest, keys, rare })
      return { name, type, missing: missingOf(name, values), ...made }
    }),
    values,
  )
  const latents = latentsOf(learned)
  const scores = latents.map((latent) => columnScores(latent, learned, values))
  const correlations = learnCopula(scores)
  return {
    kind: 'learnedGenerator',
    rowCount: rows.length,
    smallest,
    rare,
    columns: learned,
    latents,
    correlations,
  }
}

type Values = ReadonlyMap<string, readonly unknown[]>

function assertColumns(columns: Columns, names: readonly string[]): void {
  for (const column of names) {
    if (Object.hasOwn(columns, column)) continue
    throw generatorErrors.noSuchColumn({
      column,
      suggestion: suggestName(column, Object.keys(columns)),
    })
  }
}

/** Columns that are always missing together have the gaps of the first of them. */
function missingOf(name: string, values: Values): LearnedColumn['missing'] {
  const own = values.get(name) ?? []
  const count = own.reduce<number>((sum, value) => sum + Number(value === undefined), 0)
  if (count === 0) return undefined
  const isAlike = (other: readonly unknown[]) =>
    own.every((value, row) => (value === undefined) === (other[row] === undefined))
  const [as = name] = [...values].find(([, other]) => isAlike(other)) ?? []
  return { share: count / own.length, as }
}

function inOrder(columns: readonly LearnedColumn[], values: Values): readonly LearnedColumn[] {
  const numeric = columns
    .filter(({ kind, type }) => kind === 'numbers' || (kind === 'choices' && type !== 'text'))
    .map(({ name }) => name)
  const scores = new Map(
    numeric.map((column) => [column, columnScores({ of: 'value', column }, columns, values)]),
  )
  return columns.map((column) =>
    column.kind === 'choices' && column.type === 'text'
      ? { ...column, ...orderChoices(column, values.get(column.name) ?? [], [...scores.values()]) }
      : column,
  )
}

/** Keys and made up texts go with nothing. */
function latentsOf(columns: readonly LearnedColumn[]): readonly Latent[] {
  const ofValues = columns
    .filter(({ kind }) => kind === 'numbers' || kind === 'choices')
    .map(({ name }): Latent => ({ of: 'value', column: name }))
  const ofGaps = columns
    .filter(({ name, missing }) => missing?.as === name && missing.share < 1)
    .map(({ name }): Latent => ({ of: 'missing', column: name }))
  return [...ofValues, ...ofGaps]
}
