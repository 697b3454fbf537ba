import { digestOfValue, parseDuration, type Digest } from '../../base/index.ts'
import type { Columns } from '../../table/index.ts'
import type { GroupShape } from '../groups/group-shape.ts'
import type { FeatureRow, Features } from './feature.ts'
import type { Label } from './label.ts'
import { groupsOf, storedFeatures, storedName } from './stored-features.ts'

/** Labels and features put together as they were known: the only thing that a model reads. */
export interface View<
  F extends Features = Features,
  Key extends string = string,
  LabelName extends string = string,
  Request extends Columns = Columns,
> {
  readonly kind: 'view'
  readonly name: string
  readonly description?: string
  readonly label: Label<Columns, Key, LabelName>
  readonly features: F
  /** What comes with a request, beside the key. */
  readonly request: Request
  /** In training, from which column of the label group it is; the one of its name where absent. */
  readonly requestFrom: Readonly<Record<string, string>>
  /** Features that may read what they are warned of, and why. */
  readonly meant: Readonly<Record<string, string>>
}

/** The features of a view, row by row. */
export type ViewRow<V> = V extends View<infer F> ? FeatureRow<F> : never

/** The groups that features are read from, without that of the labels unless features read it too. */
export function groupsRead(view: View): GroupShape[] {
  return groupsOf(storedFeatures(view.features).values())
}

/**
 * How long after its moment a label is known: the length of a window ahead. A split by time must leave
 * at least that between what is learned from and what is judged on.
 */
export function labelDelay(view: View): number {
  return view.label.ahead === undefined ? 0 : parseDuration(view.label.ahead.length)
}

/**
 * Tells one definition of a view from another: what it reads and the text of its functions. (What those
 * functions call is told by the fingerprint of the project's code.)
 */
export function viewDigest(view: View): Digest {
  const { label, requestFrom } = view
  return digestOfValue({
    label: [label.group.name, label.column, label.ahead],
    requestFrom,
    features: describeFeatures(view.features),
  })
}

function describeFeatures(features: Features): unknown {
  return Object.entries(features).map(([name, feature]) => {
    const { kind, otherwise } = feature
    switch (kind) {
      case 'key':
      case 'request':
        return [name, kind, feature.column, otherwise]
      case 'latest':
      case 'window':
        return [name, kind, storedName(feature), otherwise]
      case 'derived':
        return [
          name,
          kind,
          describeFeatures(feature.inputs),
          String(feature.compute),
          otherwise,
          ...(feature.settings === undefined ? [] : [feature.settings]),
        ]
    }
  })
}
