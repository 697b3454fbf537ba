import type { Columns, RowOf } from '../../table/index.ts'
import { aboutColumn } from './about-column.ts'
import type { Feature, Features, RequestFeature } from './feature.ts'

export type RequestFeatures = Readonly<Record<string, RequestFeature>>

/**
 * Features whose values come with the request: `const purchase = requested({ amount: float() })` gives
 * `purchase.amount`. In training they are the columns of the same names of the label group.
 */
export function requested<const C extends Columns>(
  columns: C,
): { readonly [Name in keyof C]: RequestFeature<RowOf<C>[Name]> } {
  const features = Object.entries(columns).map(([column, declared]) => [
    column,
    Object.freeze({ kind: 'request', column, declared, ...aboutColumn(declared) }),
  ])
  return Object.freeze(Object.fromEntries(features)) as {
    readonly [Name in keyof C]: RequestFeature<RowOf<C>[Name]>
  }
}

/** The features of the request that others are made of, each once, by name. */
export function requestFeatures(features: Features): ReadonlyMap<string, RequestFeature> {
  const found = new Map<string, RequestFeature>()
  const visit = (feature: Feature): void => {
    if (feature.kind === 'request') found.set(feature.column, feature)
    if (feature.kind === 'derived') for (const own of Object.values(feature.inputs)) visit(own)
  }
  for (const feature of Object.values(features)) visit(feature)
  return found
}

/** The columns of the request that was declared, and of all that features use of it. */
export function requestColumns(declared: RequestFeatures, features: Features): Columns {
  const used = requestFeatures({ ...features, ...declared })
  return Object.freeze(
    Object.fromEntries([...used].map(([column, feature]) => [column, feature.declared])),
  )
}

/** The column of a spine that holds a value of the request. */
export function requestColumn(name: string): string {
  return `request.${name}`
}
