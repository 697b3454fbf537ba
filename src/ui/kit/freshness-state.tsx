import type { FreshnessReply } from '../../api/index.ts'
import { State } from './state.tsx'

export function FreshnessState({ freshness }: { freshness: FreshnessReply }) {
  if (freshness.ageMs === null) return <State tone="idle">empty</State>
  if (freshness.fresh) return <State tone="good">fresh</State>
  return <State tone="warn">late</State>
}
