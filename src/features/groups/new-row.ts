import type { Columns, RowOf } from '../../table/index.ts'

type OptionalName<C extends Columns> = {
  [Name in keyof C]: undefined extends RowOf<C>[Name] ? Name : never
}[keyof C]

/** A row as it comes in: what is optional may be left out. */
export type NewRow<C extends Columns> = Omit<RowOf<C>, OptionalName<C>> &
  Partial<Pick<RowOf<C>, OptionalName<C>>>
