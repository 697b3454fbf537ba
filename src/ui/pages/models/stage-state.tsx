import type { ModelVersionReply } from '../../../api/index.ts'
import { State } from '../../kit/state.tsx'

const tones = { candidate: 'idle', checked: 'busy', approved: 'good' } as const

/** How far a version has come: candidate, checked, approved, champion. */
export function StageState({
  version: { stage, aliases },
}: {
  version: Pick<ModelVersionReply, 'stage' | 'aliases'>
}) {
  const isChampion = aliases.includes('champion')
  return <State tone={tones[stage]}>{isChampion ? `${stage}, champion` : stage}</State>
}
