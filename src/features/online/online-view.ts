import type { Clock } from '../../base/index.ts'
import { featureValues, type FeatureValues } from '../views/feature-values.ts'
import { lookBackMs, rowsNeeded, storedFeatures, storedName } from '../views/stored-features.ts'
import { lastAtOrBefore } from '../views/rows-of-key.ts'
import { storedValue } from '../views/stored-value.ts'
import { streamsOf, type Stream } from '../views/streams.ts'
import type { View } from '../views/view.ts'
import type { ViewDeps } from '../views/view-rows.ts'
import { bringIn } from './bring-in.ts'
import { memoryOnlineRows } from './memory-online-rows.ts'
import { onlineKey, parseOnlineKey } from './online-key.ts'
import { onlineNeeds, type OnlineNeed } from './online-need.ts'
import { pastRows } from './past-rows.ts'
import type {
  MaybePromise,
  OnlineKeyRows,
  OnlineRows,
  OnlineState,
  RowsFound,
  RowsRequest,
} from './online-rows.ts'

type Key = Readonly<Record<string, unknown>>

/** The features of a view by key, as they are known now: what the view's query gives for now, at once. */
export interface OnlineView {
  /**
   * The features of many keys in one call. It waits only where the rows are elsewhere, and of moments so long ago that
   * the rows of their windows are not held any more: those are read from the commits.
   */
  read(asked: readonly OnlineMoment[]): MaybePromise<OnlineAnswer>

  /** Keys that there are rows of, as of the last refresh; no more than `toldKeys`. */
  keys(): readonly Key[]

  /** By group, the newest commit that is in, as of the last refresh. */
  commits(): Readonly<Record<string, number>>

  /** Brings in what has been committed or become known since, and says whether there was anything. */
  refresh(): Promise<boolean>
}

export interface OnlineMoment {
  readonly key: Key
  readonly at: Date
  /** What came with the request. */
  readonly request?: Key | undefined
}

export interface OnlineAnswer {
  /** One for each moment; undefined for a key that no group has a row of. */
  readonly rows: readonly (OnlineFeatures | undefined)[]
  /** By group, the newest commit of which something may have been used. */
  readonly commits: Readonly<Record<string, number>>
  /** Nothing that became known later was used. */
  readonly knownBy: Date
}

export interface OnlineFeatures {
  readonly features: FeatureValues
  /** By group, the text that the newest row came with. */
  readonly deliveries: Readonly<Record<string, string>>
  /** By group, when the newest row was true. */
  readonly newest: Readonly<Record<string, Date>>
}

export type OnlineDeps = ViewDeps & {
  readonly now: Clock
  /** Where the rows lie; in memory of its own where it is absent. */
  readonly online?: OnlineRows
}

/** More keys than this nobody looks through. */
const toldKeys = 10_000

export async function openOnlineView(deps: OnlineDeps, view: View): Promise<OnlineView> {
  const online = deps.online ?? memoryOnlineRows()
  const streams = streamsOf(storedFeatures(view.features).values())
  const needs = onlineNeeds(streams)
  const levels = levelsOf(streams, needs)
  let states = new Map<OnlineNeed, OnlineState>()
  let keys: readonly Key[] = []

  async function refresh(): Promise<boolean> {
    const own = [...new Set(needs.values())]
    const brought = await Promise.all(own.map((need) => bringIn(deps, online, need)))
    const isNew = own.some((need, at) => states.get(need)?.sequence !== brought[at]?.state.sequence)
    states = new Map(brought.map(({ state }, at) => [own[at] as OnlineNeed, state]))
    const hasChanged = isNew || brought.some((one) => one.isNew)
    if (hasChanged) keys = await readKeys(online, streams, needs)
    return hasChanged
  }

  await refresh()
  return {
    refresh,
    keys: () => keys,
    commits: () => commitsOf(states),

    read(asked) {
      const rows = asked.map((moment): Gathered => ({
        moment,
        values: {},
        deliveries: {},
        newest: {},
        isKnown: false,
      }))
      const seen = new Map<OnlineNeed, OnlineState>()
      const finish = (): OnlineAnswer => ({
        rows: rows.map((row) => (row.isKnown ? toFeatures(view, row) : undefined)),
        commits: commitsOf(seen),
        knownBy: knownBy(seen, deps.now()),
      })
      const wholeFrom = wholeSince(levels, deps.now())
      const isHeld = ({ moment }: Gathered): boolean => moment.at.getTime() >= wholeFrom
      return inTurns(
        [
          ...readIn(online, rows.filter(isHeld)),
          ...readIn(
            pastRows(deps, states),
            rows.filter((row) => !isHeld(row)),
          ),
          () => lookForKeys(online, levels.flat(), rows),
        ],
        finish,
      )

      function readIn(from: Pick<OnlineRows, 'read'>, own: readonly Gathered[]) {
        return own.length === 0
          ? []
          : levels.map((level) => () => readLevel(from, level, own, seen))
      }
    },
  }
}

/** Works one after the other, waiting only for those that make one wait. */
function inTurns<Result>(
  works: readonly (() => MaybePromise<void>)[],
  finish: () => Result,
): MaybePromise<Result> {
  for (const [at, work] of works.entries()) {
    const done = work()
    if (done instanceof Promise) return done.then(() => inTurns(works.slice(at + 1), finish))
  }
  return finish()
}

/** Streams that can be read together, and how far each feature of them looks. */
type Level = readonly StreamRead[]

interface StreamRead {
  readonly stream: Stream
  readonly need: OnlineNeed
  readonly newest: number
  readonly backMs: number
}

/** A stream whose key another one tells is read after that one. */
function levelsOf(streams: readonly Stream[], needs: ReadonlyMap<Stream, OnlineNeed>): Level[] {
  const depth = new Map<string, number>()
  const levels: StreamRead[][] = []
  for (const stream of streams) {
    const sources = Object.values(stream.on ?? {}).filter((from) => typeof from !== 'string')
    const own = Math.max(0, ...sources.map((from) => (depth.get(storedName(from)) ?? 0) + 1))
    for (const feature of stream.features) depth.set(storedName(feature), own)
    const need = needs.get(stream)
    if (need === undefined) throw new Error(`stream ${stream.name} has no need`)
    ;(levels[own] ??= []).push({ stream, need, ...reachOf(stream) })
  }
  return levels
}

function reachOf({ features }: Stream): { readonly newest: number; readonly backMs: number } {
  const lengths = features.map((own) => (rowsNeeded(own) === undefined ? lookBackMs(own) : 0))
  return {
    newest: Math.max(...features.map((own) => rowsNeeded(own) ?? 0)),
    backMs: Math.max(0, ...lengths),
  }
}

/** From this moment on the rows are held that any of the features reaches. */
function wholeSince(levels: readonly Level[], now: Date): number {
  const reads = levels.flat().filter(({ stream }) => !stream.current)
  return Math.max(-Infinity, ...reads.map((own) => now.getTime() - own.need.backMs + own.backMs))
}

/** What is found out of one moment. */
interface Gathered {
  readonly moment: OnlineMoment
  readonly values: Record<string, unknown>
  readonly deliveries: Record<string, string>
  readonly newest: Record<string, Date>
  isKnown: boolean
}

function readLevel(
  online: Pick<OnlineRows, 'read'>,
  level: Level,
  rows: readonly Gathered[],
  seen: Map<OnlineNeed, OnlineState>,
): MaybePromise<void> {
  const asked = level.map((own) => ({
    need: own.need,
    requests: rows.map((row) => requestOf(own, row)),
  }))
  const take = (found: readonly RowsFound[]): void => {
    for (const [at, own] of level.entries()) {
      const { state, rows: read = [] } = found[at] ?? {}
      if (state !== undefined) seen.set(own.need, state)
      for (const [place, row] of rows.entries()) gather(own, row, read[place])
    }
  }
  const found = online.read(asked)
  return found instanceof Promise ? found.then(take) : take(found)
}

/** A key whose rows are all out of reach, or still to come, is known all the same. */
function lookForKeys(
  online: OnlineRows,
  reads: readonly StreamRead[],
  rows: readonly Gathered[],
): MaybePromise<void> {
  const strangers = rows.filter((row) => !row.isKnown)
  if (strangers.length === 0) return
  const asked = reads.map((own) => ({
    need: own.need,
    requests: strangers.map((row) => ({ ...requestOf(own, row), at: Infinity, newest: 1 })),
  }))
  const take = (found: readonly RowsFound[]): void => {
    for (const [at, row] of strangers.entries()) {
      row.isKnown = found.some((own) => (own.rows[at]?.times.length ?? 0) > 0)
    }
  }
  const found = online.read(asked)
  return found instanceof Promise ? found.then(take) : take(found)
}

function requestOf(
  { stream, newest, backMs }: StreamRead,
  { moment, values }: Gathered,
): RowsRequest {
  const { key, request, at } = moment
  const upTo = at.getTime() - (stream.before ? 1 : 0)
  return {
    key: onlineKey(stream.group, joinedKey(stream, { ...request, ...key }, values)),
    at: stream.current ? Infinity : upTo,
    newest,
    after: backMs === 0 ? Infinity : upTo - backMs,
  }
}

/** The key of a stream's group, from what is asked or from what other groups tell. */
function joinedKey({ group, on }: Stream, asked: Key, values: Key): Key {
  if (on === undefined) return asked
  const entries = group.key.map((column) => {
    const from = on[column] ?? column
    return [column, typeof from === 'string' ? asked[from] : values[storedName(from)]]
  })
  return Object.fromEntries(entries) as Key
}

function gather(
  { stream }: StreamRead,
  row: Gathered,
  found: OnlineKeyRows = { times: [], rows: [] },
): void {
  const at = row.moment.at.getTime()
  for (const feature of stream.features) {
    row.values[storedName(feature)] = storedValue(feature, found, at)
  }
  const upTo = stream.before ? at - 1 : at
  const place = stream.current ? found.times.length - 1 : lastAtOrBefore(found.times, upTo)
  const time = found.times[place]
  if (time === undefined) return
  row.isKnown = true
  const { name } = stream.group
  row.newest[name] ??= new Date(time)
  const delivery = found.rows[place]?.['_delivery']
  const tellsNewest = stream.features.some((own) => rowsNeeded(own) !== undefined)
  if (tellsNewest && typeof delivery === 'string') row.deliveries[name] ??= delivery
}

function toFeatures(view: View, { moment, values, deliveries, newest }: Gathered): OnlineFeatures {
  const { key, request } = moment
  return { features: featureValues(view.features, values, key, request), deliveries, newest }
}

function commitsOf(states: ReadonlyMap<OnlineNeed, OnlineState>): Record<string, number> {
  const commits: Record<string, number> = {}
  for (const [{ group }, { sequence }] of states) {
    if (sequence > 0) commits[group.name] = Math.min(commits[group.name] ?? sequence, sequence)
  }
  return commits
}

/** Now, or just before something became known that is not in yet. */
function knownBy(states: ReadonlyMap<OnlineNeed, OnlineState>, now: Date): Date {
  const pending = [...states].flatMap(([{ delayMs }, { pendingFrom }]) =>
    pendingFrom === undefined ? [] : [pendingFrom.getTime() + delayMs - 1],
  )
  return new Date(Math.min(now.getTime(), ...pending))
}

/** Of the groups whose key is of the labels' own. */
async function readKeys(
  online: OnlineRows,
  streams: readonly Stream[],
  needs: ReadonlyMap<Stream, OnlineNeed>,
): Promise<Key[]> {
  const found = new Map<string, Key>()
  for (const stream of streams) {
    const need = needs.get(stream)
    if (stream.on !== undefined || need === undefined) continue
    for (const text of await online.keys(need, toldKeys)) {
      if (!found.has(text)) found.set(text, parseOnlineKey(stream.group, text))
    }
  }
  return [...found.values()].slice(0, toldKeys)
}
