import { digestOfValue, parseDuration } from '../../base/index.ts'
import type { GroupShape } from '../groups/group-shape.ts'
import type { Conditions } from '../views/conditions.ts'
import { lookBackMs, rowsNeeded, type StoredFeature } from '../views/stored-features.ts'
import type { Stream } from '../views/streams.ts'

/** What online features need of a group: of each key the rows that some of them can still reach. */
export interface OnlineNeed {
  readonly group: GroupShape
  /** The columns that features read, beside key and time. */
  readonly columns: readonly string[]
  /** A row that doesn't meet these is as if it weren't there. */
  readonly where: Conditions | undefined
  /** Only what had been known for so long is in. */
  readonly delayMs: number
  /** Of what is older, so many of the newest rows of a key are kept: they may still be the latest. */
  readonly newest: number
  /** So much older than now a row may be and be kept in any case. */
  readonly backMs: number
  /** Tells this need from any other: rows kept for another are of no use. */
  readonly shape: string
}

/** Beside what the longest window needs: moments so long ago can be asked for too. */
const keptMs = parseDuration('14d')

/** The need of each stream, one for streams that look at the same rows. */
export function onlineNeeds(streams: readonly Stream[]): ReadonlyMap<Stream, OnlineNeed> {
  const alike = Map.groupBy(streams, ({ group, where, delayMs }) =>
    JSON.stringify([group.name, where, delayMs]),
  )
  return new Map(
    [...alike.values()].flatMap((own) => {
      const need = needOf(own)
      return own.map((stream) => [stream, need] as const)
    }),
  )
}

function needOf(streams: readonly Stream[]): OnlineNeed {
  const [first] = streams
  if (first === undefined) throw new RangeError('a need is of at least one stream')
  const { group, where, delayMs } = first
  const features = streams.flatMap((stream) => stream.features)
  const columns = [...new Set(features.map((feature) => feature.column))].toSorted()
  const newest = Math.max(...features.map((feature) => rowsNeeded(feature) ?? 0))
  const backMs = keptMs + Math.max(...features.map(windowMs))
  const types = columns.map((name) => group.columns[name]?.type)
  const key = [group.key, group.time]
  const shape = digestOfValue({
    group: group.name,
    key,
    columns,
    types,
    where,
    delayMs,
    newest,
    backMs,
  })
  return { group, columns, where, delayMs, newest, backMs, shape }
}

function windowMs(feature: StoredFeature): number {
  return feature.kind === 'window' && feature.length !== undefined ? lookBackMs(feature) : 0
}
