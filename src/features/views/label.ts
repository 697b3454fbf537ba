import type { Duration } from '../../base/index.ts'
import type { Columns } from '../../table/index.ts'
import type { Group } from '../groups/group.ts'

export const aheadFunctions = ['count', 'sum', 'mean', 'min', 'max'] as const
export type AheadFunction = (typeof aheadFunctions)[number]

/** What a model learns to predict: the column of a group, or what becomes of it after the moment. */
export interface Label<
  C extends Columns = Columns,
  Key extends keyof C & string = keyof C & string,
  Name extends string = string,
> {
  readonly kind: 'label'
  readonly group: Group<C> & { readonly key: readonly Key[] }
  readonly column: Name
  /** Over the rows after the moment, up to so long after it; known once that time has passed. */
  readonly ahead?: { readonly length: Duration; readonly function: AheadFunction }
}
