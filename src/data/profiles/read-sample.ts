import { ident, joinSql, sql, type Sql, type TableEngine } from '../../table/index.ts'
import type { ProfiledColumn } from './profiled-column.ts'

/** Values of some rows, column by column. */
export interface TableSample {
  readonly rowCount: number
  /** Of numbers; NaN where there is none. */
  readonly numbersOf: (name: string) => Float64Array
  readonly textsOf: (name: string) => readonly string[]
}

/**
 * Reads all rows, or about so many, chosen by a hash of their place: the same ones each time, and at
 * random where the table has a rhythm.
 */
export async function readSample(
  engine: TableEngine,
  relation: Sql,
  columns: readonly ProfiledColumn[],
  { rowCount, wantedCount }: { readonly rowCount: number; readonly wantedCount: number },
): Promise<TableSample> {
  const kept = columns.filter(({ kind }) => kind === 'number' || kind === 'text')
  if (kept.length === 0)
    return { rowCount: 0, numbersOf: () => new Float64Array(), textsOf: () => [] }
  const values = joinSql(
    kept.map(({ name, value, number }) => sql`${number ?? value} as ${ident(name)}`),
    ', ',
  )
  const found = await engine.columns(
    rowCount <= wantedCount
      ? sql`select ${values} from ${relation}`
      : sql`select * exclude (${place}) from
          (select ${values}, row_number() over () as ${place} from ${relation})
          where hash(${place}) % 1000000::ubigint < ${Math.round((wantedCount / rowCount) * 1e6)}`,
  )
  const valuesOf = (name: string) => found.get(name) ?? []
  return {
    rowCount: valuesOf(kept[0]?.name ?? '').length,
    numbersOf: (name) =>
      Float64Array.from(valuesOf(name), (value) =>
        typeof value === 'number' ? value : Number.NaN,
      ),
    textsOf: (name) => valuesOf(name).filter((value) => typeof value === 'string'),
  }
}

const place = ident('place in the table')
