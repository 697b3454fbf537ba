import { rowsOfKeys, type BringInDeps } from './bring-in.ts'
import { memoryOnlineRows } from './memory-online-rows.ts'
import { parseOnlineKey } from './online-key.ts'
import type { OnlineNeed } from './online-need.ts'
import type { OnlineRows, OnlineState } from './online-rows.ts'

/**
 * Reads rows as online rows are read, but from the commits: for moments so long ago that the others are not held any
 * more. Nothing later is read than what was brought in.
 */
export function pastRows(
  deps: BringInDeps,
  states: ReadonlyMap<OnlineNeed, OnlineState>,
): Pick<OnlineRows, 'read'> {
  return {
    async read(asked) {
      const past = memoryOnlineRows()
      for (const { need, requests } of asked) {
        const state = states.get(need)
        if (state === undefined) continue
        const keys = [...new Set(requests.map(({ key }) => key))]
        // What tells the key of another group may not be known: then it is the key of nothing.
        const told = keys
          .map((key) => parseOnlineKey(need.group, key))
          .filter((key) => Object.values(key).every(isKnown))
        const rows = rowsOfKeys(deps, need, told, state)
        await past.bring({ ...need, backMs: Infinity }, rows, { state, now: deps.now() })
      }
      return past.read(asked)
    },
  }
}

function isKnown(value: unknown): boolean {
  return value !== undefined && value !== null && value !== 'undefined' && !Number.isNaN(value)
}
