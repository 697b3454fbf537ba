import { ident, joinSql, sql, type Sql, type TableEngine } from '../../../table/index.ts'
import type { ProfiledColumn } from './profiled-column.ts'

/** Values of some rows, column by column. */
export interface TableSample {
  readonly rowCount: number
  /** Of numbers; NaN where there is none. */
  readonly numbersOf: (name: string) => Float64Array
  /** Row by row, undefined where there is none; of texts the first 200 characters. */
  readonly valuesOf: (name: string) => readonly unknown[]
  /** Of texts, in characters. */
  readonly lengthsOf: (name: string) => Float64Array
  /** 1 where a row has no value; undefined for a column that has one in each row, or in none. */
  readonly missingOf: (name: string) => Uint8Array | undefined
}

interface SampleOptions {
  readonly rowCount: number
  readonly wantedCount: number
  /** The columns that lack some values. */
  readonly incomplete: ReadonlySet<string>
}

const keptCharacters = 200

/**
 * Reads all rows, or about so many, chosen by a hash of their place: the same ones each time, and at
 * random where the table has a rhythm.
 */
export async function readSample(
  engine: TableEngine,
  relation: Sql,
  columns: readonly ProfiledColumn[],
  { rowCount, wantedCount, incomplete }: SampleOptions,
): Promise<TableSample> {
  const at = new Map(columns.map(({ name }, index) => [name, index]))
  const values = joinSql(
    [sql`0 as "row"`, ...columns.map((column, index) => readOf(column, index, incomplete))],
    ', ',
  )
  const found = await engine.columns(
    rowCount <= wantedCount
      ? sql`select ${values} from ${relation}`
      : sql`select ${values} from (select *, row_number() over () as ${place} from ${relation})
          where hash(${place}) % 1000000::ubigint < ${Math.round((wantedCount / rowCount) * 1e6)}`,
  )
  const read = (kind: string, name: string) => found.get(`${kind}_${at.get(name)}`) ?? []
  return {
    rowCount: found.get('row')?.length ?? 0,
    numbersOf: (name) => toNumbers(read('value', name)),
    valuesOf: (name) => read('value', name),
    lengthsOf: (name) => toNumbers(read('length', name)),
    missingOf: (name) => {
      if (!incomplete.has(name)) return undefined
      return Uint8Array.from(read('missing', name), (value) => (value === true ? 1 : 0))
    },
  }
}

/** A column of numbers that has NaN is not missing there, so what is missing is asked for by itself. */
function readOf(
  { name, kind, value, number }: ProfiledColumn,
  index: number,
  incomplete: ReadonlySet<string>,
): Sql {
  const as = (what: string): Sql => ident(`${what}_${index}`)
  const read =
    kind === 'text'
      ? sql`left(${value}, ${keptCharacters}) as ${as('value')}, length(${value}) as ${as('length')}`
      : sql`${number ?? value} as ${as('value')}`
  return incomplete.has(name) ? sql`${read}, ${value} is null as ${as('missing')}` : read
}

function toNumbers(values: readonly unknown[]): Float64Array {
  return Float64Array.from(values, (value) => (typeof value === 'number' ? value : Number.NaN))
}

/** The columns of the table may have any other name. */
const place = ident('place of the row in the table')
