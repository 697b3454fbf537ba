import type { DuckDBPendingResult } from '@duckdb/node-api'
import type { PendingResult } from '@duckdb/node-bindings'
import { setImmediate, setTimeout } from 'node:timers/promises'

type Bindings = typeof import('@duckdb/node-bindings')

/** So often a statement is looked after at once: most have ended by then. */
const firstLooks = 4

/**
 * Resolves when a started statement's result is there to be taken. The engine's own threads run it; whoever
 * takes the result earlier waits for them by asking again and again, on a processor that they need.
 */
export async function untilReady(
  bindings: Bindings,
  pending: DuckDBPendingResult,
): Promise<DuckDBPendingResult> {
  const handle: unknown = Reflect.get(pending, 'pending_result')
  // Private to its class: should it have another name one day, the result is waited for as it comes.
  if (handle === undefined) return pending
  for (let look = 0; isRunning(bindings, handle as PendingResult); look += 1) {
    await (look < firstLooks ? setImmediate() : setTimeout(1))
  }
  return pending
}

/**
 * No task is left to be taken as long as the engine's threads have them all. Throws what the statement failed with:
 * whoever takes the result then is told that it can't be taken, and not why. (One that has ended well is in the
 * same state, without a word.)
 */
function isRunning(bindings: Bindings, handle: PendingResult): boolean {
  const { ERROR, NO_TASKS_AVAILABLE } = bindings.PendingState
  const state = bindings.pending_execute_check_state(handle)
  const problem = state === ERROR ? bindings.pending_error(handle) : ''
  if (problem !== '') throw new Error(problem)
  return state === NO_TASKS_AVAILABLE
}
