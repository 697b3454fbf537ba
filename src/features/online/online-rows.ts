import type { EngineRow } from '../../table/index.ts'
import type { OnlineNeed } from './online-need.ts'

/** How far a group's commits have been brought in. */
export interface OnlineState {
  /** The newest commit that is in. */
  readonly sequence: number
  /** When the next of its rows becomes known, where some were not known yet. */
  readonly pendingFrom: Date | undefined
}

/** A row with `_known_at`, `_commit`, `_delivery` and `_deleted` beside its own columns. */
export type ToldRow = EngineRow

/** What is asked of one key: rows that were true by `at`, oldest first. */
export interface RowsRequest {
  readonly key: string
  readonly at: number
  /** So many of the newest by then, however old … */
  readonly newest: number
  /** … and all that were true after this. */
  readonly after: number
}

/**
 * The rows of one key, oldest first, each with the need's columns and `_delivery`. Where many are asked
 * for there may be more, older and later: the same ones from reading to reading, for as long as they stay
 * as they are, so that what was made of them need not be made again.
 */
export interface OnlineKeyRows {
  readonly times: readonly number[]
  readonly rows: readonly EngineRow[]
}

export interface RowsAsked {
  readonly need: OnlineNeed
  readonly requests: readonly RowsRequest[]
}

export interface RowsFound {
  /** What was in when they were read. */
  readonly state: OnlineState | undefined
  readonly rows: readonly OnlineKeyRows[]
}

export type MaybePromise<Value> = Value | Promise<Value>

/** So many rows of a key, and more, are had the same from reading to reading. */
export const manyRows = 256

/** A need that nobody has brought anything to for so long is nobody's any more. */
export const abandonedMs = 7 * 86_400_000

/**
 * Where the rows lie that online features are made of. It is made of the commits and can be made again:
 * nothing is lost with it. Bringing the same rows in twice changes nothing, and of two tellings of one
 * key and time the newest stays (as `newestTellingFirst` has it), in whatever order they come.
 */
export interface OnlineRows {
  /** Undefined where nothing is in. */
  state(need: OnlineNeed): Promise<OnlineState | undefined>

  /**
   * Brings rows in and moves the state; one that is older than what is there is passed over. What no
   * feature can reach at `now` any more goes, and so does what was kept for an abandoned need. Readers
   * see all of it or nothing, where the engine can do so, and false says that another process is at it.
   */
  bring(
    need: OnlineNeed,
    rows: AsyncIterable<readonly ToldRow[]>,
    to: { readonly state: OnlineState; readonly now: Date },
  ): Promise<boolean>

  /** The rows of many keys of many groups in one call, in the order in which they were asked for. */
  read(asked: readonly RowsAsked[]): MaybePromise<readonly RowsFound[]>

  /** Keys that there are rows of, in no order that means anything. */
  keys(need: OnlineNeed, limit: number): Promise<readonly string[]>

  close(): Promise<void>
}
