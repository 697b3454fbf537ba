import { parseDuration, type Clock } from '../../base/index.ts'
import { ident, joinSql, sql, type EngineRow } from '../../table/index.ts'
import { conditionsSql } from '../views/conditions.ts'
import { featureValues, type FeatureValues } from '../views/feature-values.ts'
import { groupRelation } from '../groups/group-relation.ts'
import type { GroupShape } from '../groups/group-shape.ts'
import { newestTellings } from '../groups/newest-tellings.ts'
import { lookBackMs, rowsNeeded, storedFeatures, storedName } from '../views/stored-features.ts'
import { lastAtOrBefore, storedValue, type RowsOfKey } from '../views/stored-value.ts'
import { streamsOf, type Stream } from '../views/streams.ts'
import type { View } from '../views/view.ts'
import type { ViewDeps } from '../views/view-rows.ts'

/** The newest rows of a view's groups in memory: features for a key and a moment in microseconds. */
export interface OnlineView {
  /**
   * The features at `at`, with what is known now and what came with the request. Undefined for a key
   * that no group has a row of.
   */
  lookup(
    key: Readonly<Record<string, unknown>>,
    at: Date,
    request?: Readonly<Record<string, unknown>>,
  ): OnlineFeatures | undefined

  /** The keys that there are rows of. */
  keys(): readonly Readonly<Record<string, unknown>>[]

  /** Event times of a key's rows from `from` on, oldest first, over all groups. */
  moments(key: Readonly<Record<string, unknown>>, from: Date): readonly Date[]

  /** Reads anew what has been committed since, and says whether there was anything. */
  refresh(): Promise<boolean>
}

export interface OnlineFeatures {
  readonly features: FeatureValues
  readonly deliveries: Readonly<Record<string, string>>
}

interface KeyRows extends RowsOfKey {
  readonly key: Readonly<Record<string, unknown>>
  readonly times: Float64Array
  readonly rows: readonly EngineRow[]
}

interface StreamRows {
  readonly stream: Stream
  /** Equal where nothing has changed. */
  readonly state: string
  readonly byKey: ReadonlyMap<string, KeyRows>
}

/** Rows so much older than now are not kept, beside what the longest window needs. */
const keptMs = parseDuration('14d')

export async function openOnlineView(
  deps: ViewDeps & { readonly now: Clock },
  view: View,
): Promise<OnlineView> {
  const streams = streamsOf(storedFeatures(view.features).values())
  let held: readonly StreamRows[] = []

  async function refresh(): Promise<boolean> {
    const before = held
    const loaded = await Promise.all(
      streams.map((stream, at) => loadStream(deps, stream, before[at])),
    )
    held = loaded
    return loaded.some((rows, at) => rows !== before[at])
  }

  await refresh()
  return {
    refresh,

    lookup(key, at, request = {}) {
      const values: Record<string, unknown> = {}
      const deliveries: Record<string, string> = {}
      let isKnown = false
      for (const { stream, byKey } of held) {
        const asked = { ...request, ...key }
        const rows = byKey.get(keyText(stream.group, joinedKey(stream, asked, values)))
        if (rows !== undefined) isKnown = true
        for (const feature of stream.features) {
          values[storedName(feature)] = storedValue(feature, rows ?? noRows, at.getTime())
        }
        const delivery = newestDelivery(stream, rows, at.getTime())
        if (delivery !== undefined) deliveries[stream.group.name] ??= delivery
      }
      if (!isKnown) return undefined
      return { features: featureValues(view.features, values, key, request), deliveries }
    },

    keys() {
      const found = new Map<string, Readonly<Record<string, unknown>>>()
      for (const { byKey } of held.filter(isOfLabels)) {
        for (const [text, rows] of byKey) if (!found.has(text)) found.set(text, rows.key)
      }
      return [...found.values()]
    },

    moments(key, from) {
      const times = new Set<number>()
      for (const { stream, byKey } of held.filter(isOfLabels)) {
        for (const time of byKey.get(keyText(stream.group, key))?.times ?? []) {
          if (time >= from.getTime()) times.add(time)
        }
      }
      return [...times].toSorted((a, b) => a - b).map((time) => new Date(time))
    },
  }
}

const noRows: RowsOfKey = { times: [], rows: [] }

/** Whether a stream's rows are found by the labels' own key. */
function isOfLabels({ stream }: StreamRows): boolean {
  return stream.on === undefined
}

/** The key of a stream's group, from what is asked or from what other groups tell. */
function joinedKey(
  { group, on }: Stream,
  asked: Readonly<Record<string, unknown>>,
  values: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  if (on === undefined) return asked
  const entries = group.key.map((column) => {
    const from = on[column] ?? column
    return [column, typeof from === 'string' ? asked[from] : values[storedName(from)]]
  })
  return Object.fromEntries(entries) as Readonly<Record<string, unknown>>
}

function newestDelivery(
  { before, current, features }: Stream,
  rows: KeyRows | undefined,
  at: number,
): string | undefined {
  if (rows === undefined || !features.some((own) => rowsNeeded(own) !== undefined)) return undefined
  const upTo = before ? at - 1 : at
  const newest = current ? rows.rows.at(-1) : rows.rows[lastAtOrBefore(rows.times, upTo)]
  const delivery = newest?.['_delivery']
  return typeof delivery === 'string' ? delivery : undefined
}

async function loadStream(
  deps: ViewDeps & { readonly now: Clock },
  stream: Stream,
  before: StreamRows | undefined,
): Promise<StreamRows> {
  const { group, features, where, delayMs } = stream
  const { relation, commits } = await groupRelation(deps, group)
  const now = deps.now()
  // What is delayed comes to count without a commit.
  const state = `${commits.at(-1)?.id ?? ''}${delayMs === 0 ? '' : now.toISOString()}`
  if (before?.state === state) return before
  const columns = features.map((feature) => feature.column)
  const names = [...new Set([...group.key, group.time, ...columns, '_delivery'])].map(ident)
  const since = new Date(now.getTime() - keptMs - longestWindowMs(stream))
  const time = ident(group.time)
  const key = joinSql(group.key.map(ident), ', ')
  const needed = Math.max(...features.map((feature) => rowsNeeded(feature) ?? 1))
  const known = sql`(from ${relation} where _known_at <= ${new Date(now.getTime() - delayMs)})`
  // Of what is older, the newest rows of each key are kept all the same: they may still be the latest.
  const rows = await deps.engine.rows(sql`
    select ${joinSql(names, ', ')} from ${newestTellings(known, group)}
    where ${where === undefined ? sql`true` : conditionsSql(where)}
    qualify ${time} >= ${since} or row_number() over (
      partition by ${key}, ${time} < ${since} order by ${time} desc) <= ${needed}
    order by ${key}, ${time}`)
  return { stream, state, byKey: byKey(group, rows) }
}

function longestWindowMs({ features }: Stream): number {
  const lengths = features.map((feature) =>
    feature.kind === 'window' && feature.length !== undefined ? lookBackMs(feature) : 0,
  )
  return Math.max(0, ...lengths)
}

function byKey(group: GroupShape, rows: readonly EngineRow[]): Map<string, KeyRows> {
  const grouped = Map.groupBy(rows, (row) => keyText(group, row))
  return new Map(
    [...grouped].map(([text, own]) => {
      const key = Object.fromEntries(group.key.map((name) => [name, own[0]?.[name]]))
      const times = Float64Array.from(own, (row) => (row[group.time] as Date).getTime())
      return [text, { key, times, rows: own }]
    }),
  )
}

function keyText(group: GroupShape, row: Readonly<Record<string, unknown>>): string {
  return group.key.length === 1
    ? String(row[group.key[0] ?? ''])
    : JSON.stringify(group.key.map((name) => row[name]))
}
