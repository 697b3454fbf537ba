import type { ProgressUpdate } from '../base/index.ts'
import type { PipelineEvent } from '../pipelines/index.ts'
import type { RunId } from '../tracking/index.ts'

/** What the pipelines of this process say of themselves, for those who follow runs. */
export interface RunNews {
  publish(event: PipelineEvent): void

  /** How far each run under way is, where it says so. */
  readonly progress: ReadonlyMap<RunId, ProgressUpdate>

  /** Resolves at the next news, after `ms` in any case, or when `signal` is aborted. */
  wait(ms: number, signal: AbortSignal): Promise<void>
}

export function runNews(): RunNews {
  const progress = new Map<RunId, ProgressUpdate>()
  const waiting = new Set<() => void>()
  return {
    progress,

    publish(event) {
      if (event.type === 'progress') progress.set(event.runId, event.update)
      else if ('runId' in event && event.type !== 'line') progress.delete(event.runId)
      for (const wake of waiting) wake()
    },

    async wait(ms, signal) {
      if (signal.aborted) return
      const woken = Promise.withResolvers<void>()
      const wake = () => woken.resolve()
      const timer = setTimeout(wake, ms)
      waiting.add(wake)
      signal.addEventListener('abort', wake, { once: true })
      try {
        await woken.promise
      } finally {
        clearTimeout(timer)
        waiting.delete(wake)
        signal.removeEventListener('abort', wake)
      }
    },
  }
}
