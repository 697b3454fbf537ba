import { useMemo } from 'react'
import type { PipelineReply } from '../../../api/index.ts'
import { StepsDrawing } from '../graph/steps-drawing.tsx'

export interface PipelineStepsProps {
  readonly pipeline: PipelineReply
  readonly chosen?: string | undefined
  readonly onChoose: (step: string) => void
}

/** The steps of a pipeline as they are now, or as they ended last. */
export function PipelineSteps({ pipeline, chosen, onChoose }: PipelineStepsProps) {
  const { steps, lastRun, name } = pipeline
  const isRunning = lastRun?.status === 'open'
  const byName = useMemo(() => new Map(steps.map((step) => [step.name, step.lastRun])), [steps])
  return (
    <StepsDrawing
      pipeline={name}
      chosen={chosen}
      isRunning={isRunning}
      runOf={(step) => {
        const run = byName.get(step) ?? undefined
        // While it runs, what ended in an earlier run is yet to come.
        return isRunning && run?.parentId !== lastRun.id ? undefined : run
      }}
      onChoose={onChoose}
    />
  )
}
