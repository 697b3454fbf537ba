import { parseDuration } from '../../base/index.ts'
import { lookBackMs, type StoredFeature } from './stored-features.ts'
import { windowValue, type WindowRow } from './window-value.ts'

/** The rows of one key that a feature may look at, as they are known last, oldest first. */
export interface RowsOfKey {
  readonly times: ArrayLike<number>
  /** The values of a row, by column. */
  readonly rows: readonly Readonly<Record<string, unknown>>[]
}

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
  const rows: WindowRow[] = []
  for (let place = first; place <= newest; place += 1) {
    rows.push({ time: own.times[place] ?? 0, value: own.rows[place]?.[feature.column] })
  }
  return windowValue(feature, rows, at)
}

/** The place of the last time that is not after `time`; −1 where there is none. */
export function lastAtOrBefore(times: ArrayLike<number>, time: number): number {
  let low = 0
  let high = times.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((times[middle] ?? Infinity) <= time) low = middle + 1
    else high = middle
  }
  return low - 1
}
