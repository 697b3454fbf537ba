import type { RunStatus } from '../../../api/index.ts'
import { formatDuration } from '../../format.ts'
import { Drawing, type DrawnNode } from '../../kit/drawing.tsx'
import { RunState } from '../../kit/run-state.tsx'
import { State } from '../../kit/state.tsx'
import { useTick } from '../../kit/use-tick.ts'

interface DrawnRun {
  readonly status: RunStatus
  readonly startedAt: string
  readonly endedAt: string | null
}

export interface StepsDrawingProps {
  readonly pipeline: string
  /** The run of a step that is shown, if there is one. */
  readonly runOf: (step: string) => DrawnRun | undefined
  readonly chosen?: string | undefined
  /** Steps without a run wait for their turn. */
  readonly isRunning: boolean
  readonly onChoose: (step: string) => void
}

/** The steps of a pipeline and what they wait for, each with its state and how long it took. */
export function StepsDrawing({ pipeline, runOf, chosen, isRunning, onChoose }: StepsDrawingProps) {
  const nowMs = useTick(isRunning)
  const boxOf = ({ name }: DrawnNode) => (
    <button
      type="button"
      className="drawn-step"
      aria-pressed={name === chosen}
      title={name}
      onClick={() => onChoose(name)}
    >
      <span>{name}</span>
      <span className="small soft">
        <StepState run={runOf(name)} isRunning={isRunning} nowMs={nowMs} />
      </span>
    </button>
  )
  const classOf = ({ name }: DrawnNode) =>
    [runOf(name)?.status ?? (isRunning ? 'waiting' : ''), name === chosen ? 'chosen' : ''].join(' ')
  return (
    <Drawing title={`Steps of ${pipeline}`} pipeline={pipeline} classOf={classOf} content={boxOf} />
  )
}

interface StepStateProps {
  readonly run: DrawnRun | undefined
  readonly isRunning: boolean
  readonly nowMs: number
}

function StepState({ run, isRunning, nowMs }: StepStateProps) {
  if (run === undefined) {
    return isRunning ? <State tone="idle">waiting</State> : 'never ran'
  }
  const endMs = run.endedAt === null ? nowMs : Date.parse(run.endedAt)
  const tookMs = Math.max(0, endMs - Date.parse(run.startedAt))
  return (
    <>
      <RunState status={run.status} />
      {run.status === 'skipped' ? null : ` · ${formatDuration(tookMs)}`}
    </>
  )
}
