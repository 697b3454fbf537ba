import type { Alias, AliasMove } from './alias-move.ts'
import type { ModelVersion } from './model-version.ts'

/** Versions of models and the aliases that point to them. */
export interface ModelStore {
  /** Gives it the model's next version, and links it to its training set. */
  insert(version: Omit<ModelVersion, 'version'>): Promise<ModelVersion>

  find(model: string, version: number): Promise<ModelVersion | undefined>

  /** Newest first. */
  list(model: string): Promise<ModelVersion[]>

  listAliases(model?: string): Promise<Alias[]>

  findAlias(model: string, alias: string): Promise<Alias | undefined>

  /** Newest first. */
  listMoves(model: string): Promise<AliasMove[]>

  /**
   * Moves an alias if it is still where `move.from` says, and records the move with it. False when it
   * was moved in the meantime.
   */
  move(move: AliasMove): Promise<boolean>
}
