import type { DatabaseSession } from '../storage/index.ts'
import { findCancelRequest, type RunId } from '../tracking/index.ts'

const lookEveryMs = 500

/** Aborted when somebody asks, from this process or another, for the end of one of these runs. */
export interface WatchedCancel {
  readonly signal: AbortSignal
  /** Resolves when it looks no more. */
  close(): Promise<void>
}

export function watchCancel(
  deps: { readonly database: DatabaseSession },
  runIds: readonly RunId[],
): WatchedCancel {
  const asked = new AbortController()
  let looking = Promise.resolve()
  const look = async () => {
    const found = await Promise.all(runIds.map((runId) => findCancelRequest(deps, runId)))
    if (found.some((at) => at !== undefined)) asked.abort()
  }
  const timer = setInterval(() => {
    // A look that fails is made again; the run itself meets the trouble of the database, if it lasts.
    looking = look().catch(() => undefined)
  }, lookEveryMs)
  timer.unref()
  return {
    signal: asked.signal,
    async close() {
      clearInterval(timer)
      await looking
    },
  }
}
