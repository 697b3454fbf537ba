import type { Columns } from '../../table/index.ts'

/** What a join needs to know of a group. */
export interface GroupShape<C extends Columns = Columns> {
  readonly name: string
  readonly key: readonly string[]
  /** The column that says when a row was true. */
  readonly time: string
  readonly columns: C
}
