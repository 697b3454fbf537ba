import type { Clock } from '../base/index.ts'
import { assertRun } from './get-run.ts'
import type { MetricPoint, RunRecords } from './run-records.ts'
import type { RunId } from './run.ts'
import type { RunStore } from './run-store.ts'

export interface LogMetricsDeps {
  readonly runs: RunStore
  readonly records: RunRecords
  readonly now: Clock
}

export type MetricInput = Pick<MetricPoint, 'name' | 'value'> & Partial<MetricPoint>

/** Records values in one write; without a step it is step 0. Throws `runNotFound`. */
export async function logMetrics(
  deps: LogMetricsDeps,
  runId: RunId,
  values: readonly MetricInput[],
): Promise<void> {
  await assertRun(deps, runId)
  const at = deps.now()
  await deps.records.putMetrics(
    runId,
    values.map((value) => ({ step: 0, at, ...value })),
  )
}
