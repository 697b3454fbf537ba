import { messageOf } from '../base/index.ts'
import type { PipelineEvent } from '../pipelines/index.ts'
import {
  logMetrics,
  noteCode,
  watchSystem,
  type RunId,
  type SystemWatch,
} from '../tracking/index.ts'
import type { ProjectPorts } from './project-ports.ts'

export interface RunWatch {
  /** Begins to keep; what a pipeline does begins it by itself. */
  readonly begin: (runId: RunId) => void
  readonly onEvent: (event: PipelineEvent) => void
  /** Resolves once all that was seen is kept. */
  readonly close: () => Promise<void>
}

const everyMs = 10_000

/**
 * Keeps with a run what its machine does meanwhile and what its code is. Of a pipeline once a step really runs, as a run
 * in which nothing is to be done is over before that could be found out.
 */
export function watchRun(project: ProjectPorts): RunWatch {
  let runId: RunId | undefined
  let system: SystemWatch | undefined
  const writes: Promise<void>[] = []
  const keep = (write: Promise<void>) => {
    // What is only told beside the work is no reason for it to fail.
    writes.push(write.catch((error: unknown) => project.log.warn(`not kept: ${messageOf(error)}`)))
  }

  function begin(id: RunId): void {
    let step = 0
    keep(noteCode(project, id))
    system = watchSystem({
      everyMs,
      folder: project.state,
      record: (values) => {
        const points = Object.entries(values).map(([name, value]) => ({ name, value, step }))
        step += 1
        keep(logMetrics(project, id, points))
      },
    })
  }

  return {
    begin,
    onEvent(event) {
      if (event.type === 'pipeline-started') runId = event.run.id
      if (event.type === 'started' && system === undefined && runId !== undefined) begin(runId)
    },
    async close() {
      await system?.stop()
      await Promise.all(writes)
    },
  }
}
