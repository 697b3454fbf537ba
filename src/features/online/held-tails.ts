import { manyRows, type OnlineKeyRows, type OnlineState, type RowsRequest } from './online-rows.ts'

/** So many rows are held in all, before those of keys that were asked for longest ago are let go. */
const mostHeld = 300_000

/** A little more than what is asked for is read, by this share: the next moment may lie before this one. */
const slack = 1 / 16

/** The rows of a key that were true after `after` and by `at`. */
interface Tail {
  readonly state: OnlineState
  readonly after: number
  readonly at: number
  readonly found: OnlineKeyRows
}

/** Reads the rows of a key that were true after the one moment and by the other. */
export type ReadBetween = (after: number, at: number) => OnlineKeyRows

/** The rows of keys with many, held until something is brought in. */
export interface HeldTails {
  read(request: RowsRequest, state: OnlineState, readBetween: ReadBetween): OnlineKeyRows
}

/**
 * Of a key that has many rows in its window only those are read that are later than what is held: from
 * request to request the window moves on, and its rows stay.
 */
export function heldTails(): HeldTails {
  const tails = new Map<string, Tail>()
  let rowCount = 0

  function hold(key: string, tail: Tail): void {
    tails.set(key, tail)
    rowCount += tail.found.rows.length
    for (const oldest of tails.keys()) {
      if (rowCount <= mostHeld) break
      letGo(oldest)
    }
  }

  function letGo(key: string): void {
    rowCount -= tails.get(key)?.found.rows.length ?? 0
    tails.delete(key)
  }

  return {
    read({ key, at, after }, state, readBetween) {
      const held = tails.get(key)
      letGo(key)
      const isOfUse = held !== undefined && isSame(held.state, state) && held.after <= after
      if (!isOfUse) {
        const found = readBetween(after, at)
        if (found.rows.length < manyRows) return found
        const from = after - (at - after) * slack
        const more = joined(readBetween(from, after), found)
        hold(key, { state, after: from, at, found: more })
        return more
      }
      if (at <= held.at) {
        hold(key, held)
        return held.found
      }
      const found = joined(held.found, readBetween(held.at, at))
      hold(key, { state, after: held.after, at, found })
      return found
    },
  }
}

function isSame(a: OnlineState, b: OnlineState): boolean {
  return a.sequence === b.sequence && a.pendingFrom?.getTime() === b.pendingFrom?.getTime()
}

/** One as it is where the other has nothing. */
function joined(first: OnlineKeyRows, second: OnlineKeyRows): OnlineKeyRows {
  if (second.rows.length === 0) return first
  if (first.rows.length === 0) return second
  return { times: [...first.times, ...second.times], rows: [...first.rows, ...second.rows] }
}
