import {
  ident,
  type Columns,
  type EngineRow,
  type Sql,
  type TableEngine,
} from '../../table/index.ts'
import { dataErrors } from '../errors.ts'

/**
 * Another table that a check looks into: rows given with it, or something with a name and columns (a
 * feature group, say) that whoever runs the checks can open.
 */
export interface CheckTable<C extends Columns = Columns> {
  readonly name: string
  readonly columns: C
  readonly rows?: Iterable<EngineRow>
  /** A version of a dataset that the rows are in: `tides@reference`. */
  readonly dataset?: string
}

/** Hands the rows of a named table to `use`, to be read from in a query. */
export type OpenTable = <Result>(
  table: CheckTable,
  use: (relation: Sql) => Promise<Result>,
) => Promise<Result>

/** Where tables come from that a check only names. */
export interface TableSources {
  /** Their rows, by name. */
  readonly tables?: Readonly<Record<string, Iterable<EngineRow>>>
  readonly openTable?: OpenTable
}

/** The relation of each table that the checks look into. */
export type OpenedTables = (table: CheckTable) => Sql

/** Opens tables for as long as `use` runs. Throws `data.tableNotOpenable` for one without rows. */
export async function withTables<Result>(
  engine: TableEngine,
  tables: readonly CheckTable[],
  sources: TableSources & {
    /** Rows that a check has made of those that it judges. */
    readonly made?: ReadonlyMap<CheckTable, Iterable<EngineRow>>
  },
  use: (tables: OpenedTables) => Promise<Result>,
): Promise<Result> {
  const opened = new Map<CheckTable, Sql>()
  const openFrom = async (at: number): Promise<Result> => {
    const table = tables[at]
    if (table === undefined) return use((wanted) => relationOf(opened, wanted))
    if (opened.has(table)) return openFrom(at + 1)
    const rows = sources.made?.get(table) ?? table.rows ?? sources.tables?.[table.name]
    if (rows === undefined) {
      const open = sources.openTable
      if (open === undefined) throw dataErrors.tableNotOpenable({ table: table.name })
      return open(table, (relation) => {
        opened.set(table, relation)
        return openFrom(at + 1)
      })
    }
    return engine.withRows(table.columns, rows, (name) => {
      opened.set(table, ident(name))
      return openFrom(at + 1)
    })
  }
  return openFrom(0)
}

function relationOf(opened: ReadonlyMap<CheckTable, Sql>, table: CheckTable): Sql {
  const relation = opened.get(table)
  if (relation === undefined) throw dataErrors.tableNotOpenable({ table: table.name })
  return relation
}
