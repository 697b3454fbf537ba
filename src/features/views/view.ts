import { digestOfValue, parseDuration, type Digest } from '../../base/index.ts'
import type { Columns } from '../../table/index.ts'
import { featuresErrors } from '../errors.ts'
import type { Feature, FeatureRow, Features } from './feature.ts'
import type { Group } from '../groups/group.ts'
import type { Label } from './label.ts'
import type { GroupShape } from '../groups/group-shape.ts'

/** Labels and features put together as they were known: the only thing that a model reads. */
export interface View<
  F extends Features = Features,
  Key extends string = string,
  LabelName extends string = string,
> {
  readonly kind: 'view'
  readonly name: string
  readonly description?: string
  readonly label: {
    readonly kind: 'label'
    readonly group: Group & { readonly key: readonly Key[] }
    readonly column: LabelName
  }
  readonly features: F
}

/** The features of a view, row by row. */
export type ViewRow<V> = V extends View<infer F> ? FeatureRow<F> : never

/** Declares a view. Throws `keyNotShared` for a group that can't be joined to the labels. */
export function defineView<
  const F extends Features,
  C extends Columns,
  Key extends keyof C & string,
  const LabelName extends string,
>(definition: {
  readonly name: string
  readonly description?: string
  readonly label: Label<C, Key, LabelName>
  readonly features: F
}): View<F, Key, LabelName> {
  const view: View<F, Key, LabelName> = { kind: 'view', ...definition }
  const { group: labels } = definition.label
  for (const group of groupsRead(view)) {
    for (const column of group.key) {
      if (!labels.key.some((own) => own === column)) {
        const { name } = definition
        throw featuresErrors.keyNotShared({
          view: name,
          group: group.name,
          column,
          label: labels.name,
        })
      }
    }
  }
  return Object.freeze(view)
}

/** The features that are read from groups, hidden inputs of derived ones included, each once. */
export function storedFeatures(features: Features): ReadonlyMap<string, StoredFeature> {
  const found = new Map<string, StoredFeature>()
  const visit = (feature: Feature): void => {
    if (feature.kind === 'derived') visitAll(feature.inputs)
    else if (feature.kind !== 'key') found.set(storedName(feature), feature)
  }
  const visitAll = (own: Features): void => {
    for (const feature of Object.values(own)) visit(feature)
  }
  visitAll(features)
  return found
}

export type StoredFeature = Extract<Feature, { readonly kind: 'latest' | 'window' }>

/** What a stored feature's column is called inside queries: the same for equal features. */
export function storedName(feature: StoredFeature): string {
  const of = `${feature.group.name}.${feature.column}`
  if (feature.kind === 'window') return `${of}.${feature.function}.${feature.length}`
  return feature.within === undefined ? of : `${of}.within.${feature.within}`
}

/** How far before its moment a feature looks. */
export function lookBackMs(feature: StoredFeature): number {
  if (feature.kind === 'window') return parseDuration(feature.length)
  return feature.within === undefined ? Infinity : parseDuration(feature.within)
}

/** The groups that features are read from, without that of the labels unless features read it too. */
export function groupsRead(view: View): GroupShape[] {
  const groups = new Map<string, GroupShape>()
  for (const { group } of storedFeatures(view.features).values()) groups.set(group.name, group)
  return [...groups.values()]
}

/**
 * Tells one definition of a view from another: what it reads and the text of its functions. (What those
 * functions call is told by the fingerprint of the project's code.)
 */
export function viewDigest(view: View): Digest {
  return digestOfValue({
    label: [view.label.group.name, view.label.column],
    features: describeFeatures(view.features),
  })
}

function describeFeatures(features: Features): unknown {
  return Object.entries(features).map(([name, feature]) => {
    if (feature.kind === 'key') return [name, feature.kind, feature.column]
    if (feature.kind !== 'derived') return [name, feature.kind, storedName(feature)]
    return [name, feature.kind, describeFeatures(feature.inputs), String(feature.compute)]
  })
}
