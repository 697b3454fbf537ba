import { formatDuration, type ProgressUpdate } from '../base/index.ts'
import { describeProgress } from './live.ts'

/** The steps that run now, for the line at the bottom of a terminal: in the order of their start. */
export interface RunningSteps {
  readonly start: (step: string) => void
  readonly note: (step: string, update: ProgressUpdate) => void
  readonly end: (step: string) => void
  /** `3 of 7 · train 12 s growing trees 120 of 300 (40 %) · chart 2 s` */
  readonly text: () => string
}

export function runningSteps(stepCount: number, nowMs: () => number): RunningSteps {
  const running = new Map<string, { readonly startedMs: number; note: string }>()
  let endedCount = 0
  return {
    start: (step) => void running.set(step, { startedMs: nowMs(), note: '' }),
    note(step, update) {
      const one = running.get(step)
      if (one !== undefined) one.note = ` ${describeProgress(update)}`
    },
    end(step) {
      running.delete(step)
      endedCount += 1
    },
    text() {
      const steps = [...running].map(([name, { startedMs, note }]) => {
        const ms = nowMs() - startedMs
        // Tenths of a second would make the line restless.
        const since =
          ms < 1000 ? '' : ` ${formatDuration(Math.floor(ms / 1000) * 1000).replace('.0 s', ' s')}`
        return `${name}${since}${note}`
      })
      return `  … ${Math.min(endedCount, stepCount)} of ${stepCount}${steps.map((step) => ` · ${step}`).join('')}`
    },
  }
}
