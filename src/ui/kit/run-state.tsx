import type { RunStatus } from '../../api/index.ts'
import { State, type Tone } from './state.tsx'

const tones: Readonly<Record<RunStatus, readonly [Tone, string]>> = {
  open: ['busy', 'running'],
  succeeded: ['good', 'succeeded'],
  failed: ['bad', 'failed'],
  skipped: ['idle', 'skipped'],
  interrupted: ['warn', 'interrupted'],
}

export function RunState({ status }: { status: RunStatus }) {
  const [tone, word] = tones[status]
  return <State tone={tone}>{word}</State>
}
