import type { EngineRow } from '../../table/index.ts'
import { onlineKey } from './online-key.ts'
import type { OnlineNeed } from './online-need.ts'
import {
  abandonedMs,
  manyRows,
  type OnlineKeyRows,
  type OnlineRows,
  type OnlineState,
  type RowsRequest,
  type ToldRow,
} from './online-rows.ts'
import { lastAtOrBefore } from '../views/rows-of-key.ts'

/** Online rows in this process's memory: the fastest, for as many as it has room for. */
export function memoryOnlineRows(): OnlineRows {
  const held = new Map<string, NeedRows>()

  return {
    state: async (need) => held.get(need.shape)?.state,

    async bring(need, rows, { state, now }) {
      const told: ToldRow[] = []
      for await (const some of rows) told.push(...some)
      let own = held.get(need.shape)
      if (own === undefined) {
        own = { group: need.group.name, byKey: new Map(), state, movedAt: now }
        held.set(need.shape, own)
      }
      putRows(need, own.byKey, told, now)
      if (own.state.sequence <= state.sequence) own.state = state
      own.movedAt = now
      for (const [shape, { group, movedAt }] of held) {
        const age = now.getTime() - movedAt.getTime()
        if (group === need.group.name && age > abandonedMs) held.delete(shape)
      }
      return true
    },

    read: (asked) =>
      asked.map(({ need, requests }) => {
        const own = held.get(need.shape)
        const rows = requests.map((request) => {
          const found = own?.byKey.get(request.key)
          return found === undefined ? noRows : readRows(found, request)
        })
        return { state: own?.state, rows }
      }),

    async keys(need, limit) {
      const keys: string[] = []
      for (const [key, { live }] of held.get(need.shape)?.byKey ?? []) {
        if (keys.length === limit) break
        if (live.times.length > 0) keys.push(key)
      }
      return keys
    },

    close: async () => {
      held.clear()
    },
  }
}

interface NeedRows {
  readonly group: string
  readonly byKey: Map<string, KeyRows>
  state: OnlineState
  movedAt: Date
}

interface KeyRows {
  /** The newest telling of each time, also where it says that there is no row. */
  readonly told: Map<number, ToldRow>
  /** Of these the ones that are rows, oldest first. */
  live: OnlineKeyRows
}

const noRows: OnlineKeyRows = { times: [], rows: [] }

function putRows(
  need: OnlineNeed,
  byKey: Map<string, KeyRows>,
  rows: readonly ToldRow[],
  now: Date,
): void {
  for (const [key, own] of Map.groupBy(rows, (row) => onlineKey(need.group, row))) {
    let held = byKey.get(key)
    if (held === undefined) byKey.set(key, (held = { told: new Map(), live: noRows }))
    for (const row of own) putRow(held.told, (row[need.group.time] as Date).getTime(), row)
    trim(held.told, need, now)
    held.live = liveRows(need, held.told)
  }
}

function putRow(told: Map<number, ToldRow>, at: number, row: ToldRow): void {
  const held = told.get(at)
  if (held === undefined || isNewer(row, held)) told.set(at, row)
}

/** As `newestTellingFirst` has it, or the same telling again. */
function isNewer(row: ToldRow, held: ToldRow): boolean {
  const known = Number(row['_known_at']) - Number(held['_known_at'])
  if (known !== 0) return known > 0
  const commit = Number(row['_commit']) - Number(held['_commit'])
  if (commit !== 0) return commit > 0
  return deliveryOf(row) >= deliveryOf(held)
}

function deliveryOf(row: ToldRow): string {
  const delivery = row['_delivery']
  return typeof delivery === 'string' ? delivery : ''
}

function trim(told: Map<number, ToldRow>, { backMs, newest }: OnlineNeed, now: Date): void {
  const before = now.getTime() - backMs
  const old = [...told].filter(([at]) => at < before)
  const live = old.filter(([, row]) => row['_deleted'] !== true).map(([at]) => at)
  const kept = live.toSorted((a, b) => b - a)[newest - 1] ?? (newest === 0 ? Infinity : -Infinity)
  for (const [at] of old) if (at < kept) told.delete(at)
}

function liveRows({ columns }: OnlineNeed, told: ReadonlyMap<number, ToldRow>): OnlineKeyRows {
  const live = [...told].filter(([, row]) => row['_deleted'] !== true).toSorted(([a], [b]) => a - b)
  return {
    times: live.map(([at]) => at),
    rows: live.map(([, row]) => pick(row, columns)),
  }
}

function pick(row: ToldRow, columns: readonly string[]): EngineRow {
  const own: Record<string, unknown> = { _delivery: row['_delivery'] }
  for (const column of columns) own[column] = row[column]
  return own
}

function readRows({ live }: KeyRows, { at, newest, after }: RowsRequest): OnlineKeyRows {
  const end = lastAtOrBefore(live.times, at) + 1
  const start = Math.max(0, Math.min(end - newest, lastAtOrBefore(live.times, after) + 1))
  if (end - start >= manyRows || end - start === live.times.length) return live
  return { times: live.times.slice(start, end), rows: live.rows.slice(start, end) }
}
