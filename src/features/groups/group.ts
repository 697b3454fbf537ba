import type { Duration } from '../../base/index.ts'
import type { Check, Source } from '../../data/index.ts'
import type { Columns, RowOf } from '../../table/index.ts'
import type { GroupShape } from './group-shape.ts'

/** A named table with key and event time, to which rows are appended. */
export interface Group<C extends Columns = Columns> extends GroupShape<C> {
  readonly kind: 'group'
  readonly description?: string
  readonly checks: readonly Check[]
  readonly from?: Source
  readonly read?: ReadText
  /** How old its newest commit may be before it counts as stale. */
  readonly freshWithin?: Duration
}

/** Makes rows of one text. Whatever it throws refuses the text, with the message as the reason. */
export type ReadText<C extends Columns = Columns> = (text: {
  readonly name: string
  readonly text: string
}) => ReadRows<C>

export interface ReadRows<C extends Columns = Columns> {
  readonly rows: Iterable<RowOf<C>>
  /** When these rows were known; the moment of reading when it is not told. */
  readonly knownAt?: Date
}
