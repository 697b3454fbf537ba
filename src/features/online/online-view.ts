import { parseDuration, type Clock } from '../../base/index.ts'
import { ident, joinSql, sql, type EngineRow } from '../../table/index.ts'
import { featureValues, type FeatureValues } from '../views/feature-values.ts'
import { groupRelation } from '../groups/group-relation.ts'
import type { GroupShape } from '../groups/group-shape.ts'
import {
  groupsRead,
  lookBackMs,
  storedFeatures,
  storedName,
  type StoredFeature,
  type View,
} from '../views/view.ts'
import type { ViewDeps } from '../views/view-rows.ts'
import { windowValue } from '../views/window-value.ts'

/** The newest rows of a view's groups in memory: features for a key and a moment in microseconds. */
export interface OnlineView {
  /** The features at `at`, with what is known now. Undefined for a key that no group has a row of. */
  lookup(key: Readonly<Record<string, unknown>>, at: Date): OnlineFeatures | undefined

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

/** The rows of one key in one group, as they are known last, oldest first. */
interface KeyRows {
  readonly key: Readonly<Record<string, unknown>>
  readonly times: Float64Array
  readonly rows: readonly EngineRow[]
}

interface GroupRows {
  readonly group: GroupShape
  readonly state: string
  readonly byKey: ReadonlyMap<string, KeyRows>
}

/** Rows so much older than now are not kept, beside what the longest window needs. */
const keptMs = parseDuration('14d')

export async function openOnlineView(
  deps: ViewDeps & { readonly now: Clock },
  view: View,
): Promise<OnlineView> {
  const stored = [...storedFeatures(view.features).values()]
  const backMs = new Map(stored.map((feature) => [feature, lookBackMs(feature)]))
  const groups = groupsRead(view)
  let held = new Map<string, GroupRows>()

  async function refresh(): Promise<boolean> {
    const loaded = await Promise.all(
      groups.map((group) => loadGroupRows(deps, group, stored, held.get(group.name))),
    )
    const changed = loaded.some((rows) => rows !== held.get(rows.group.name))
    held = new Map(loaded.map((rows) => [rows.group.name, rows]))
    return changed
  }

  await refresh()
  return {
    refresh,

    lookup(key, at) {
      const values: Record<string, unknown> = {}
      const deliveries: Record<string, string> = {}
      let isKnown = false
      for (const { group, byKey } of held.values()) {
        const rows = byKey.get(keyText(group, key))
        if (rows === undefined) continue
        isKnown = true
        const newest = lastAtOrBefore(rows.times, at.getTime())
        for (const feature of stored) {
          if (feature.group.name === group.name) {
            const from = at.getTime() - (backMs.get(feature) ?? Infinity)
            values[storedName(feature)] = storedValue(feature, rows, newest, from)
          }
        }
        const delivery = rows.rows[newest]?.['_delivery']
        if (typeof delivery === 'string') deliveries[group.name] = delivery
      }
      if (!isKnown) return undefined
      return { features: featureValues(view.features, values, key), deliveries }
    },

    keys() {
      const found = new Map<string, Readonly<Record<string, unknown>>>()
      for (const { byKey } of held.values()) {
        for (const [text, rows] of byKey) if (!found.has(text)) found.set(text, rows.key)
      }
      return [...found.values()]
    },

    moments(key, from) {
      const times = new Set<number>()
      for (const { group, byKey } of held.values()) {
        for (const time of byKey.get(keyText(group, key))?.times ?? []) {
          if (time >= from.getTime()) times.add(time)
        }
      }
      return [...times].toSorted((a, b) => a - b).map((time) => new Date(time))
    },
  }
}

async function loadGroupRows(
  deps: ViewDeps & { readonly now: Clock },
  group: GroupShape,
  features: readonly StoredFeature[],
  before: GroupRows | undefined,
): Promise<GroupRows> {
  const { relation, commits } = await groupRelation(deps, group)
  const state = commits.at(-1)?.id ?? ''
  if (before !== undefined && before.state === state) return before
  const own = features.filter((feature) => feature.group.name === group.name)
  const columns = [...new Set(own.map((feature) => feature.column))]
  const names = [...new Set([...group.key, group.time, ...columns, '_delivery'])].map(ident)
  const identity = joinSql([...group.key, group.time].map(ident), ', ')
  const now = deps.now()
  const since = new Date(now.getTime() - keptMs - longestWindowMs(own))
  const time = ident(group.time)
  const key = joinSql(group.key.map(ident), ', ')
  // Of what is older, the newest row of each key is kept all the same: it may still be the latest.
  const rows = await deps.engine.rows(sql`
    select ${joinSql(names, ', ')} from (
      from ${relation} where _known_at <= ${now}
      qualify ${time} >= ${since} or ${time} = max(${time}) filter (where ${time} < ${since})
        over (partition by ${key})
    )
    qualify row_number() over (
      partition by ${identity} order by _known_at desc, _delivery desc) = 1
    order by ${identity}`)
  return { group, state, byKey: byKey(group, rows) }
}

function longestWindowMs(features: readonly StoredFeature[]): number {
  const lengths = features.map((feature) =>
    feature.kind === 'window' ? parseDuration(feature.length) : 0,
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

/** The place of the last time that is not after `time`; −1 where there is none. */
function lastAtOrBefore(times: Float64Array, time: number): number {
  let low = 0
  let high = times.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((times[middle] ?? Infinity) <= time) low = middle + 1
    else high = middle
  }
  return low - 1
}

/** `from` is the earliest time that the feature may look at; of a window it is just before that. */
function storedValue(feature: StoredFeature, own: KeyRows, newest: number, from: number): unknown {
  if (feature.kind === 'latest') {
    const isRecent = (own.times[newest] ?? -Infinity) >= from
    return isRecent ? own.rows[newest]?.[feature.column] : undefined
  }
  const values: number[] = []
  for (let at = lastAtOrBefore(own.times, from) + 1; at <= newest; at += 1) {
    const value = own.rows[at]?.[feature.column]
    if (typeof value === 'number') values.push(value)
  }
  return windowValue(feature.function, values)
}
