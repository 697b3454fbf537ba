import type { PipelineReply } from '../../../api/index.ts'
import { Flow } from '../../kit/flow.tsx'
import { RunState } from '../../kit/run-state.tsx'

/** The steps of a pipeline as boxes, each with how it ended last. */
export function PipelineFlow({ pipeline }: { pipeline: PipelineReply }) {
  return (
    <Flow
      title={`Steps of ${pipeline.name}`}
      nodes={pipeline.steps.map((step) => ({
        id: step.name,
        content: (
          <>
            <span>{step.name}</span>
            <span className="small">
              {step.lastRun === null ? 'never ran' : <RunState status={step.lastRun.status} />}
            </span>
          </>
        ),
      }))}
      edges={pipeline.steps.flatMap((step) => step.after.map((from) => ({ from, to: step.name })))}
    />
  )
}
