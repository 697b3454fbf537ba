import type { ColumnReply } from '../../api/index.ts'
import { storedFeatures, type Feature, type GroupShape, type View } from '../../features/index.ts'
import { toColumn } from './wire-values.ts'

/** The columns that a feature is made of in the end, as `group.column`. */
export function columnsOf(view: View, feature: Feature): string[] {
  return [...new Set(readingsOf(view, feature).map(({ group, column }) => `${group}.${column}`))]
}

/** A feature as a column: where it says nothing of itself, what its columns say. */
export function toFeatureColumn(view: View, name: string, feature: Feature): ColumnReply {
  const tags = readingsOf(view, feature).flatMap((reading) => reading.tags)
  return toColumn(name, {
    type: feature.type,
    ...(feature.unit === undefined ? {} : { unit: feature.unit }),
    ...(feature.description === undefined ? {} : { description: feature.description }),
    tags: [...new Set(tags)],
  })
}

interface Reading {
  readonly group: string
  readonly column: string
  readonly tags: readonly string[]
}

function readingsOf(view: View, feature: Feature): Reading[] {
  const { group } = view.label
  switch (feature.kind) {
    case 'key':
      return [toReading(group, feature.column)]
    case 'request':
      return [toReading(group, view.requestFrom[feature.column] ?? feature.column)]
    case 'derived':
      return Object.values(feature.inputs).flatMap((input) => readingsOf(view, input))
    case 'latest':
    case 'window':
      return [...storedFeatures({ own: feature }).values()].map((stored) =>
        toReading(stored.group, stored.column),
      )
  }
}

function toReading(group: GroupShape, column: string): Reading {
  return { group: group.name, column, tags: group.columns[column]?.tags ?? [] }
}
