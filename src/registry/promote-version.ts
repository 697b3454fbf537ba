import { newId, type Clock } from '../base/index.ts'
import { isAliasName, type AliasMove, type AliasMoveId } from './alias-move.ts'
import { registryErrors } from './errors.ts'
import type { Examination } from './examination.ts'
import type { GateResult } from './gates/gate-result.ts'
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
  /** Where the gates' answers stand: the alias must still be where it was when they were asked. */
  readonly examination?: Pick<Examination, 'id' | 'against'>
}

export interface PromoteDeps {
  readonly models: ModelStore
  readonly now: Clock
}

/**
 * Moves an alias to a version. Throws `aliasNameWrong`, `versionNotFound`, `gateNotHeld`, or `aliasMovedMeanwhile`
 * for the later one of two at once. Moving it to where it is does nothing and gives undefined.
 */
export async function promoteVersion(
  deps: PromoteDeps,
  promotion: Promotion,
): Promise<AliasMove | undefined> {
  const { model, version, alias, reason, gates, examination } = promotion
  if (!isAliasName(alias)) throw registryErrors.aliasNameWrong({ alias })
  await getVersion(deps.models, model, version)
  const failed = gates.filter((gate) => !gate.held)
  if (failed.length > 0 && reason === undefined) {
    const sentences = failed.map(
      ({ gate, found, wanted }) => `${gate} (found ${found}, wanted ${wanted})`,
    )
    throw registryErrors.gateNotHeld({ model, version, alias, failed: sentences })
  }
  const before = await deps.models.findAlias(model, alias)
  const from = examination === undefined ? before?.version : examination.against
  if (before?.version === version && from === version) return undefined
  return moveOrTell(deps, {
    model,
    alias,
    from,
    to: version,
    gates,
    reason,
    by: promotion.by,
    examinationId: examination?.id,
  })
}

/** Takes an alias away. Throws `aliasNotFound` or `aliasMovedMeanwhile`. */
export async function removeAlias(
  deps: PromoteDeps,
  { model, alias, by }: Pick<Promotion, 'model' | 'alias' | 'by'>,
): Promise<AliasMove> {
  const before = await deps.models.findAlias(model, alias)
  if (before === undefined) throw registryErrors.aliasNotFound({ model, alias })
  return moveOrTell(deps, {
    model,
    alias,
    from: before.version,
    to: undefined,
    by,
    gates: [],
    reason: undefined,
    examinationId: undefined,
  })
}

/** Back to where the alias was before its last move, at once: that version has been there on its own evidence. */
export async function rollBack(
  deps: PromoteDeps,
  asked: Pick<Promotion, 'model' | 'alias' | 'by' | 'reason'>,
): Promise<AliasMove> {
  const { model, alias, by } = asked
  const before = await deps.models.findAlias(model, alias)
  if (before === undefined) throw registryErrors.aliasNotFound({ model, alias })
  const target = await findBefore(deps.models, model, alias)
  if (target === undefined) throw registryErrors.nothingToRollBackTo({ model, alias })
  const reason = asked.reason ?? `rolled back from version ${before.version}`
  return moveOrTell(deps, {
    model,
    alias,
    from: before.version,
    to: target.version,
    by,
    reason,
    gates: target.gates,
    examinationId: target.examinationId,
  })
}

/**
 * The version that was there before the one that is, with the evidence on which it came. Moves that went back
 * count as undone, so that going back twice goes two versions back.
 */
async function findBefore(models: ModelStore, model: string, alias: string) {
  const moves = (await models.listMoves(model)).filter((move) => move.alias === alias)
  const trail: AliasMove[] = []
  for (const move of moves.toReversed()) {
    const known = trail.findLastIndex(({ to }) => to === move.to)
    if (known < 0) trail.push(move)
    else trail.length = known + 1
  }
  const there = trail.toReversed().filter(({ to }) => to !== undefined)
  for (const { to, gates, examinationId } of there.slice(1)) {
    const version = to === undefined ? undefined : await models.find(model, to)
    if (version !== undefined) return { version: version.version, gates, examinationId }
  }
  return undefined
}

async function moveOrTell(
  { models, now }: PromoteDeps,
  move: Omit<AliasMove, 'id' | 'sequence' | 'movedAt'>,
): Promise<AliasMove> {
  const movedAt = now()
  const id = newId<AliasMoveId>('mov', movedAt)
  const made = await models.move({ id, movedAt, ...move })
  if (made !== undefined) return made
  const { model, alias } = move
  const there = await models.findAlias(model, alias)
  throw registryErrors.aliasMovedMeanwhile({ model, alias, version: there?.version ?? 'none' })
}
