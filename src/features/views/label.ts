import type { Columns } from '../../table/index.ts'
import type { Group } from '../groups/group.ts'

/** The column of a group that a model learns to predict. */
export interface Label<
  C extends Columns = Columns,
  Key extends keyof C & string = keyof C & string,
  Name extends string = string,
> {
  readonly kind: 'label'
  readonly group: Group<C> & { readonly key: readonly Key[] }
  readonly column: Name
}
