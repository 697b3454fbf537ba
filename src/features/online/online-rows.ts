import type { EngineRow } from '../../table/index.ts'
import type { GroupShape } from '../groups/group-shape.ts'

/** What online features need of a group: of each key the rows that some feature can still reach. */
export interface OnlineGroup {
  readonly group: GroupShape
  /** The columns that features read, beside key and time. */
  readonly columns: readonly string[]
  /** Only what had been known for so long is in. */
  readonly delayMs: number
  /** So many of the newest rows of a key are kept however old they are. */
  readonly newest: number
  /** So much older than now a row may be and still be reached; kept beside the newest. */
  readonly backMs: number
  /** Tells this need from another one of the same group: rows kept for another are of no use. */
  readonly shape: string
}

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

/** The rows of one key, oldest first: values in the order of the group's online columns. */
export interface OnlineKeyRows {
  readonly times: readonly number[]
  readonly rows: readonly EngineRow[]
}

/** A need of a group that nobody has brought anything to for so long is nobody's any more. */
export const abandonedMs = 7 * 86_400_000

export type MaybePromise<Value> = Value | Promise<Value>

/**
 * Where the rows lie that online features are made of. It is made of the commits and can be made again:
 * nothing is lost with it. Bringing the same rows in twice changes nothing, and of two tellings of one
 * key and time the newest stays (as `newestTellingFirst` has it), in whatever order they come; so processes need not take turns.
 */
export interface OnlineRows {
  /** Undefined where nothing is in, or only what another shape needed. */
  state(of: OnlineGroup): Promise<OnlineState | undefined>

  /** Brings rows in. What no feature can reach at `now` any more is let go of. */
  put(of: OnlineGroup, rows: readonly ToldRow[], now: Date): Promise<void>

  /**
   * Says how far the group is in; a state that is older than what is there is passed over. What was kept
   * for a need that nobody has brought anything to for a week goes.
   */
  setState(of: OnlineGroup, state: OnlineState, now: Date): Promise<void>

  /** The rows of many keys in one call, in the order of the requests. */
  read(of: OnlineGroup, requests: readonly RowsRequest[]): MaybePromise<readonly OnlineKeyRows[]>

  /** Keys that there are rows of, in no order that means anything. */
  keys(of: OnlineGroup, limit: number): Promise<readonly string[]>

  close(): Promise<void>
}
