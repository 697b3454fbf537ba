import type { Clock } from '../base/index.ts'
import { gatherWrites } from './gather-writes.ts'
import type { MetricPoint, RunRecords } from './run-records.ts'
import type { RunId } from './run.ts'

/** Records a value; without `step` it is one more of its name, counted from 0. */
export type RecordMetric = (name: string, value: number, step?: number) => void

export interface RunMetrics {
  readonly recordMetric: RecordMetric
  /** Resolves when all values so far are stored; throws what kept them from it. */
  flush(): Promise<void>
}

/** Takes the metrics of a run as they come, and writes them batch by batch. */
export function openRunMetrics(
  { records, now }: { readonly records: RunRecords; readonly now: Clock },
  runId: RunId,
): RunMetrics {
  const writes = gatherWrites<MetricPoint>((points) => records.putMetrics(runId, points))
  const nextSteps = new Map<string, number>()
  return {
    recordMetric(name, value, step = nextSteps.get(name) ?? 0) {
      nextSteps.set(name, step + 1)
      writes.add({ name, value, step, at: now() })
    },
    flush: writes.flush,
  }
}
