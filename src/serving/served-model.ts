import type { FeatureRow, View } from '../features/index.ts'
import type { RowOf } from '../table/index.ts'

/** What serving needs of a model: its name, and the view that it reads. */
export interface ServedModel<V extends View = View> {
  readonly name: string
  readonly view: V
}

export type KeyValue = string | number | boolean | Date

export type KeyOf<M extends ServedModel> = M['view']['label']['group']['key'][number]
export type LabelOf<M extends ServedModel> = M['view']['label']['column']

/** What the view of a model is told with a request. */
export type RequestOf<M extends ServedModel> = RowOf<M['view']['request']>

/** A feature as it is answered and stored; null where it is not known. */
type Known<Row> = { readonly [Name in keyof Row]: Exclude<Row[Name], undefined> | null }

/** The features that a model was given. */
export type GivenOf<M extends ServedModel> = Known<FeatureRow<M['view']['features']>>
