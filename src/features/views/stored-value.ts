import { parseDuration } from '../../base/index.ts'
import { lastAtOrBefore, type RowsOfKey } from './rows-of-key.ts'
import { lookBackMs, type StoredFeature } from './stored-features.ts'
import { windowValue } from './window-value.ts'

/**
 * The value of a stored feature at a moment, as the view's query has it; undefined where that is null.
 * Rows are those that meet the feature's conditions; later ones than the moment are passed over.
 */
export function storedValue(feature: StoredFeature, own: RowsOfKey, at: number): unknown {
  const upTo = feature.before === true ? at - 1 : at
  const isCurrent = feature.kind === 'latest' && feature.current === true
  const newest = isCurrent ? own.times.length - 1 : lastAtOrBefore(own.times, upTo)
  if (feature.kind === 'latest') {
    const place = newest - (feature.back ?? 0)
    const { within } = feature
    const isRecent =
      within === undefined || at - (own.times[place] ?? -Infinity) <= parseDuration(within)
    return isRecent ? own.rows[place]?.[feature.column] : undefined
  }
  const first =
    feature.length === undefined
      ? Math.max(0, newest - (feature.rows ?? 1) + 1)
      : lastAtOrBefore(own.times, upTo - lookBackMs(feature)) + 1
  return windowValue(feature, own, { from: first, to: newest + 1, at })
}
