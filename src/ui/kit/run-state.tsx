import type { RunStatus } from '../../api/index.ts'
import { State, type Tone } from './state.tsx'

const tones: Readonly<Record<RunStatus, readonly [Tone, string]>> = {
  open: ['busy', 'running'],
  succeeded: ['good', 'succeeded'],
  failed: ['bad', 'failed'],
  skipped: ['idle', 'skipped'],
  interrupted: ['warn', 'interrupted'],
}

export function toneOfRun(status: RunStatus): Tone {
  return tones[status][0]
}

export interface RunStateProps {
  readonly status: RunStatus
  readonly errorCode?: string | null | undefined
}

/** How a run is or ended; one that was called off says so. */
export function RunState({ status, errorCode }: RunStateProps) {
  const [tone, word] = tones[status]
  if (errorCode === 'pipelines.cancelled') return <State tone="warn">cancelled</State>
  return <State tone={tone}>{word}</State>
}
