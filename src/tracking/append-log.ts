import type { LogLine } from '../base/index.ts'
import { assertRun } from './get-run.ts'
import type { RunRecords } from './run-records.ts'
import type { RunId } from './run.ts'
import type { RunStore } from './run-store.ts'

export interface AppendLogDeps {
  readonly runs: RunStore
  readonly records: RunRecords
}

/** Appends lines to the log of a run, in their order. Throws `runNotFound`. */
export async function appendLog(
  deps: AppendLogDeps,
  runId: RunId,
  lines: readonly LogLine[],
): Promise<void> {
  await assertRun(deps, runId)
  await deps.records.appendLines(runId, lines)
}
