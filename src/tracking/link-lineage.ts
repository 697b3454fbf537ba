import type { Clock } from '../base/index.ts'
import type { LineageEdge, LineageStore } from './lineage-store.ts'

export interface LineageDeps {
  readonly lineage: LineageStore
  readonly now: Clock
}

/** Writes into the ledger that each `to` came from its `from`. Saying it twice changes nothing. */
export async function linkLineage(
  { lineage, now }: LineageDeps,
  edges: readonly Omit<LineageEdge, 'at'>[],
): Promise<void> {
  const at = now()
  await lineage.insert(edges.map((edge) => ({ ...edge, at })))
}
