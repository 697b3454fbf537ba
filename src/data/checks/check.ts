import type { ResolvedSettings } from '../../base/index.ts'
import type { Correction } from '../../learn/index.ts'
import type { Columns, EngineRow, Sql, TableEngine } from '../../table/index.ts'
import type { CheckTable, OpenedTables } from './check-table.ts'
import type { Comparison } from './comparison.ts'
import { declaredSentence, type Sentence } from './threshold.ts'

/**
 * What follows when a check is broken. `refuse`: nothing of the delivery comes in. `quarantine`: the
 * failing rows are left out and kept aside. `warn`: all come in, and it is told.
 */
const severities = ['refuse', 'quarantine', 'warn'] as const
export type Severity = (typeof severities)[number]

/** A rule that rows must keep. `Name` are the columns that it reads. */
export type Check<Name extends string = string> =
  RowCheck<Name> | TableCheck<Name> | SchemaCheck | ComparisonCheck<Name>

interface CheckBase<Name extends string> {
  /** The rule as people say it: `height is between 0 and 30`. */
  readonly name: string
  readonly sentence: Sentence
  readonly severity: Severity
  readonly columns: readonly Name[]
  /** Other tables that it looks into. */
  readonly tables?: readonly CheckTable[]
}

/** Whether some check looks at more than the rows that it judges: at what is there already, or in other tables. */
export function looksAround(checks: readonly Check[]): boolean {
  return checks.some(
    (check) =>
      (check.tables ?? []).length > 0 || (check.kind === 'row' && check.looksBack === true),
  )
}

/** What a check needs to know beside the rows. */
export interface CheckScope {
  /** The column that tells batches apart, where there are several. */
  readonly batch: Sql | undefined
  readonly settings: ResolvedSettings
  readonly now: Date
  readonly tables: OpenedTables
  /** The rows that are there already, where there is a check that looks back and a table to look into. */
  readonly earlier: Sql | undefined
}

/** A rule that each row keeps or breaks. */
export interface RowCheck<Name extends string = string> extends CheckBase<Name> {
  readonly kind: 'row'
  /** True in SQL for a row that breaks the rule, never null. */
  readonly breaks: (scope: CheckScope) => Sql
  /** An aggregate that is 0 where no row breaks the rule, if there is a cheaper one than counting. */
  readonly tally?: (scope: CheckScope) => Sql
  /** A table that it makes of the rows before it judges them. */
  readonly makes?: {
    readonly table: CheckTable
    readonly rows: (engine: TableEngine, relation: Sql) => Promise<EngineRow[]>
  }
  /** Reads the rows that are in the group already. */
  readonly looksBack?: true
  /** What the sample of failing rows shows instead of a column's value. */
  readonly shows?: Readonly<Record<string, Sql>>
}

/** A rule that the rows of a batch keep together. */
export interface TableCheck<Name extends string = string> extends CheckBase<Name> {
  readonly kind: 'table'
  /** Aggregates over the rows of a batch, by name. */
  readonly measures: Readonly<Record<string, Sql>>
  readonly judge: (measured: Measured, scope: CheckScope) => Judgement
}

/** What was measured of a batch. Aggregates of a batch without rows are absent. */
export interface Measured {
  readonly rowCount: number
  readonly values: Readonly<Record<string, unknown>>
}

export interface Judgement {
  readonly holds: boolean
  readonly found: string
  /** How many rows are to blame; 0 where none is by itself. */
  readonly failedCount: number
}

/** A rule about the columns that a table has. */
export interface SchemaCheck extends CheckBase<never> {
  readonly kind: 'schema'
  readonly judge: (found: readonly FoundColumn[], declared: Columns) => Judgement
}

/** A rule about how columns are distributed, against a reference. All batches are judged together. */
export interface ComparisonCheck<Name extends string = string> extends CheckBase<Name> {
  readonly kind: 'comparison'
  readonly tables: readonly [CheckTable]
  readonly by: Comparison
  readonly correct?: Correction
}

/** A column as the engine has it. */
export interface FoundColumn {
  readonly name: string
  /** Absent where the format knows no types. */
  readonly type?: string
}

/** Makes a check of rows. */
export function rowCheck<Name extends string>(
  parts: Omit<RowCheck<Name>, 'kind' | 'name' | 'severity'>,
): RowCheck<Name> {
  const name = declaredSentence(parts.sentence)
  return Object.freeze({ kind: 'row', name, severity: 'refuse', ...parts })
}

/** Makes a check of a table. */
export function tableCheck<Name extends string>(
  parts: Omit<TableCheck<Name>, 'kind' | 'name' | 'severity'>,
): TableCheck<Name> {
  const name = declaredSentence(parts.sentence)
  return Object.freeze({ kind: 'table', name, severity: 'refuse', ...parts })
}

/** The same check; rows that break it come in, and it is told. */
export function warn<C extends { readonly severity: Severity }>(check: C): C {
  return Object.freeze({ ...check, severity: 'warn' })
}

/** The same check; rows that break it are left out and kept aside, and the others come in. */
export function quarantine<Name extends string>(check: RowCheck<Name>): RowCheck<Name> {
  return Object.freeze({ ...check, severity: 'quarantine' })
}
