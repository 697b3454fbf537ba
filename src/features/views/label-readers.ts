import type { Feature } from './feature.ts'
import { joinSources, type StoredFeature } from './stored-features.ts'
import type { View } from './view.ts'

export interface LabelReader {
  /** Its name in the view. */
  readonly feature: string
  /** What of it reads the label, in words. */
  readonly reads: string
}

/**
 * Features that read the very value that is to be predicted: the label's column at the label's moment,
 * also hidden in a window or in an input, or in the request. What a label tells of the time ahead is
 * never read: that is after every moment.
 */
export function labelReaders(view: View): LabelReader[] {
  if (view.label.ahead !== undefined) return []
  return Object.entries(view.features).flatMap(([feature, own]) => {
    const reads = readsLabel(view, own)
    return reads === undefined ? [] : [{ feature, reads }]
  })
}

function readsLabel(view: View, feature: Feature): string | undefined {
  switch (feature.kind) {
    case 'key':
      return undefined
    case 'request': {
      const from = view.requestFrom[feature.column] ?? feature.column
      return from === view.label.column ? `${from} of the request` : undefined
    }
    case 'derived':
      return firstOf(view, Object.values(feature.inputs))
    case 'latest':
    case 'window':
      return ownReading(view, feature) ?? firstOf(view, joinSources(feature.on))
  }
}

function firstOf(view: View, features: readonly Feature[]): string | undefined {
  for (const feature of features) {
    const reads = readsLabel(view, feature)
    if (reads !== undefined) return reads
  }
  return undefined
}

function ownReading({ label }: View, feature: StoredFeature): string | undefined {
  const { group, column, on, before = false } = feature
  const isAtMoment = group.name === label.group.name && on === undefined && !before
  if (!isAtMoment) return undefined
  if (column === label.column) return wordsFor(feature)
  return Object.keys(feature.where ?? {}).includes(label.column)
    ? `a condition on ${label.column}`
    : undefined
}

function wordsFor(feature: StoredFeature): string {
  const { column } = feature
  if (feature.kind === 'latest') return `the newest ${column}`
  const span = feature.length ?? `${feature.rows ?? 1} rows`
  return `${feature.function} of ${column} over the last ${span}`
}
