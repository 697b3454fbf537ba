import { lastAtOrBefore } from '../views/rows-of-key.ts'
import { manyRows, type OnlineKeyRows, type OnlineState, type RowsRequest } from './online-rows.ts'

/** So many rows are held in all, before those of keys that were asked for longest ago are let go. */
const mostHeld = 300_000

/** A little more than what is asked for is read, by this share: the next moment may lie before this one. */
const slack = 1 / 16

/** What is newer than this share of a window is read anew with each commit: most rows come in there. */
const recentShare = 1 / 64

/** The rows of a key that were true after `after` and by `at`, of which the older ones are settled. */
interface Tail {
  readonly state: OnlineState
  readonly after: number
  readonly at: number
  readonly found: OnlineKeyRows
  readonly settledAt: number
  readonly settled: OnlineKeyRows
}

/** What is asked of the rows of one key that were true after the one moment and by the other. */
export interface KeyReader {
  between(after: number, at: number): OnlineKeyRows
  /** Whether one of them was told since that state. */
  isToldSince(state: OnlineState, after: number, at: number): boolean
}

/** The rows of keys with many, held until one of the settled ones is told otherwise. */
export interface HeldTails {
  read(request: RowsRequest, state: OnlineState, reader: KeyReader): OnlineKeyRows
}

/**
 * Of a key that has many rows in its window only those are read that are later than what is held: from
 * request to request the window moves on, and its rows stay.
 */
export function heldTails(): HeldTails {
  const tails = new Map<string, Tail>()
  let rowCount = 0

  function hold(key: string, tail: Tail): OnlineKeyRows {
    tails.set(key, tail)
    rowCount += tail.found.rows.length
    for (const oldest of tails.keys()) {
      if (rowCount <= mostHeld) break
      take(oldest)
    }
    return tail.found
  }

  function take(key: string): Tail | undefined {
    const tail = tails.get(key)
    rowCount -= tail?.found.rows.length ?? 0
    tails.delete(key)
    return tail
  }

  return {
    read({ key, at, after }, state, reader) {
      const held = take(key)
      const tail =
        held === undefined || held.after > after ? undefined : bringTo(held, at, state, reader)
      if (tail !== undefined) return hold(key, tail)
      const asked = reader.between(after, at)
      if (asked.rows.length < manyRows) return asked
      const from = after - (at - after) * slack
      const found = joined(reader.between(from, after), asked)
      const settledAt = at - (at - after) * recentShare
      const settled = firstOf(found, lastAtOrBefore(found.times, settledAt) + 1)
      return hold(key, { state, after: from, at, found, settledAt, settled })
    },
  }
}

/** Undefined where it is of no use any more. */
function bringTo(held: Tail, at: number, state: OnlineState, reader: KeyReader): Tail | undefined {
  const isToldSince = (from: number, to: number): boolean =>
    !isSame(held.state, state) && reader.isToldSince(held.state, from, to)
  if (isToldSince(held.after, held.settledAt)) return undefined
  if (!isToldSince(held.settledAt, held.at)) {
    if (at <= held.at) return { ...held, state }
    return { ...held, state, at, found: joined(held.found, reader.between(held.at, at)) }
  }
  const to = Math.max(at, held.settledAt)
  const recent = reader.between(held.settledAt, to)
  // Too much has become recent: it is time to settle more.
  if (recent.rows.length * 8 > held.settled.rows.length) return undefined
  return { ...held, state, at: to, found: joined(held.settled, recent) }
}

function isSame(a: OnlineState, b: OnlineState): boolean {
  return a.sequence === b.sequence && a.pendingFrom?.getTime() === b.pendingFrom?.getTime()
}

/** One as it is where the other has nothing. */
function joined(first: OnlineKeyRows, second: OnlineKeyRows): OnlineKeyRows {
  if (second.rows.length === 0) return first
  if (first.rows.length === 0) return second
  return { times: first.times.concat(second.times), rows: first.rows.concat(second.rows) }
}

function firstOf({ times, rows }: OnlineKeyRows, count: number): OnlineKeyRows {
  return { times: times.slice(0, count), rows: rows.slice(0, count) }
}
