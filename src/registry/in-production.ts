import type { AliasMove } from './alias-move.ts'
import type { ModelStore } from './model-store.ts'

/** Which version an alias pointed to at a moment, since when, until when, and the move that brought it there. */
export interface InProduction {
  readonly model: string
  readonly alias: string
  readonly version: number
  readonly since: Date
  /** Undefined while it still does. */
  readonly until: Date | undefined
  readonly move: AliasMove
}

/** Undefined where the alias pointed to nothing then. */
export async function findInProduction(
  models: ModelStore,
  model: string,
  { alias, at }: { readonly alias: string; readonly at: Date },
): Promise<InProduction | undefined> {
  const moves = (await models.listMoves(model)).filter((move) => move.alias === alias)
  const found = moves.findIndex(({ movedAt }) => movedAt <= at)
  const move = moves[found]
  if (move?.to === undefined) return undefined
  const { to: version, movedAt: since } = move
  return { model, alias, version, since, until: moves[found - 1]?.movedAt, move }
}
