import type { TestContext } from 'node:test'
import type { Clock } from '../../src/base/index.ts'
import type { Database } from '../../src/storage/index.ts'
import type { PipelineEvent, PipelineResult, RunPipelineDeps } from '../../src/pipelines/index.ts'
import { sqlRunRecords, sqlRunStore } from '../../src/tracking/index.ts'
import { noon, temporaryDatabase } from '../storage/temporary-database.ts'

/** All that a pipeline needs to run, over a real database. */
export async function pipelineLab(t: TestContext): Promise<RunPipelineDeps<unknown>> {
  return pipelineDeps(await temporaryDatabase(t))
}

export function pipelineDeps(database: Database): RunPipelineDeps<unknown> {
  return {
    database,
    runs: sqlRunStore(database),
    records: sqlRunRecords(database),
    now: tickingClock(noon),
    stepDeps: undefined,
  }
}

/** A millisecond later each time it is asked: the order of runs is that of their start. */
function tickingClock(start: Date): Clock {
  let ms = start.getTime()
  return () => new Date(ms++)
}

/** `load succeeded: it has not succeeded before`, with the ids of runs as `run_…`. */
export function story({ run, steps }: PipelineResult): string[] {
  return [run, ...steps].map(({ name, status, reason = '', error }) =>
    `${name} ${status}: ${error?.message ?? reason}`.replaceAll(/run_[0-9a-z]+/g, 'run_…'),
  )
}

/** `load started`, … without lines and progress. */
export function happenings(events: readonly PipelineEvent[]): string[] {
  return events.flatMap((event) => {
    if (event.type === 'line' || event.type === 'progress') return []
    return ['step' in event ? `${event.step} ${event.type}` : event.type]
  })
}
