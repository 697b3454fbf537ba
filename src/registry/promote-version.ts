import { newId, type Clock } from '../base/index.ts'
import type { AliasMove, AliasMoveId } from './alias-move.ts'
import { registryErrors } from './errors.ts'
import type { GateResult } from './gate.ts'
import { getVersion } from './get-version.ts'
import type { ModelStore } from './model-store.ts'

export interface Promotion {
  readonly model: string
  readonly version: number
  readonly alias: string
  readonly by: string
  /** With a reason an alias moves although a gate says no; both are recorded. */
  readonly reason?: string
  readonly gates: readonly GateResult[]
}

/**
 * Moves an alias to a version. Throws `versionNotFound`, `gateNotHeld`, or `aliasMovedMeanwhile` for
 * the later one of two at once. Moving it to where it is does nothing and gives undefined.
 */
export async function promoteVersion(
  deps: { readonly models: ModelStore; readonly now: Clock },
  promotion: Promotion,
): Promise<AliasMove | undefined> {
  const { model, version, alias, reason } = promotion
  await getVersion(deps.models, model, version)
  const failed = promotion.gates.filter((gate) => !gate.held)
  if (failed.length > 0 && reason === undefined) {
    const sentences = failed.map(
      ({ gate, found, wanted }) => `${gate} (found ${found}, wanted ${wanted})`,
    )
    throw registryErrors.gateNotHeld({ model, version, alias, failed: sentences })
  }
  const before = await deps.models.findAlias(model, alias)
  if (before?.version === version) return undefined
  const movedAt = deps.now()
  const move: AliasMove = {
    id: newId<AliasMoveId>('mov', movedAt),
    model,
    alias,
    from: before?.version,
    to: version,
    movedAt,
    by: promotion.by,
    reason,
    gates: promotion.gates,
  }
  if (await deps.models.move(move)) return move
  const now = await deps.models.findAlias(model, alias)
  throw registryErrors.aliasMovedMeanwhile({ model, alias, version: now?.version ?? 0 })
}
