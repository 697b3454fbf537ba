import { aboutColumn } from '../views/about-column.ts'
import type { Feature } from '../views/feature.ts'
import type { View } from '../views/view.ts'
import type { Group } from '../groups/group.ts'

/** A group as a view of the newest row of each key: for who asks for columns without a view. */
export function groupView(group: Group): View {
  const columns = Object.entries(group.columns).filter(([name]) => !group.key.includes(name))
  const features = columns.map(([column, about]): [string, Feature] => [
    column,
    { kind: 'latest', group, column, ...aboutColumn(about) },
  ])
  const view: View = {
    kind: 'view',
    name: group.name,
    label: { kind: 'label', group, column: group.time },
    features: Object.fromEntries(features),
    request: {},
    requestFrom: {},
    meant: {},
  }
  return Object.freeze(view)
}
