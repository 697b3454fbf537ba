import { float, text, timestamp, type Columns } from '../../table/index.ts'
import type { Features } from '../views/feature.ts'
import type { View } from '../views/view.ts'

/** The name of a feature's column: no feature is taken for a key. */
export function featureColumn(name: string): string {
  return `feature.${name}`
}

/** What a training set's table holds; `_part` is `train`, `test` or `left out`. */
export function trainingColumns(view: View): Columns {
  return {
    ...viewedColumns(view),
    _part: text(),
    ...featureColumns(view.features),
  }
}

/** What tells a row apart, and its label. */
export function viewedColumns(view: View): Columns {
  return { ...keyColumns(view), _at: timestamp(), _label: float() }
}

function keyColumns(view: View): Columns {
  const { key, columns } = view.label.group
  const own = key.flatMap((name) => {
    const column = columns[name]
    return column === undefined ? [] : [[name, column] as const]
  })
  return Object.fromEntries(own)
}

/** Columns of features, each of its own name. */
export function featureColumns(features: Features): Columns {
  const own = Object.entries(features).map(
    ([name, { type }]) =>
      [
        featureColumn(name),
        type === 'text' ? text({ optional: true }) : float({ optional: true }),
      ] as const,
  )
  return Object.fromEntries(own)
}
