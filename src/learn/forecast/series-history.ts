import { parseDuration } from '../../base/index.ts'
import { reaches } from './fit-forecaster.ts'
import type { Forecaster } from './forecaster.ts'
import { lastKnown, toSeries, type SeriesTable } from './series-table.ts'

/** How far back a series is known; moments in milliseconds. */
export interface SeriesHistory {
  readonly series: string
  /** Of the first value that is known; undefined where none is. */
  readonly first: number | undefined
  /** Of the last one that is known by the moment asked for. */
  readonly last: number | undefined
  /** Whether it goes back as far as the forecast reads. */
  readonly isEnough: boolean
}

/** What is known of each series by a moment, in milliseconds. */
export function seriesHistory(
  spec: Forecaster,
  table: SeriesTable,
  until = Number.POSITIVE_INFINITY,
): readonly SeriesHistory[] {
  const everyMs = parseDuration(spec.every)
  return toSeries(table, everyMs).map((series) => {
    const { name, start, values } = series
    const momentOf = (place: number) => (place < 0 ? undefined : start + place * everyMs)
    const room = Math.max(0, Math.min(values.length, Math.floor((until - start) / everyMs) + 1))
    const origin = lastKnown({ ...series, values: values.subarray(0, room) })
    return {
      series: name,
      first: momentOf(values.findIndex((value) => !Number.isNaN(value))),
      last: momentOf(origin),
      isEnough: origin >= 0 && reaches(spec, { origin, ahead: 1 }),
    }
  })
}
