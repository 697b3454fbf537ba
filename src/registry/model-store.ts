import type { Alias, AliasMove } from './alias-move.ts'
import type { Examination } from './examination.ts'
import type { ModelVersion } from './model-version.ts'
import type { VersionStart } from './notes/version-notes.ts'

/** Versions of models and the aliases that point to them; what was deleted is not there. */
export interface ModelStore {
  /**
   * Gives it the model's next version, or the one that it comes with, and links it to its training set and run.
   * Throws `storage.notUnique` for a number that was given.
   */
  insert(
    version: Omit<ModelVersion, 'version'> & Partial<Pick<ModelVersion, 'version'>>,
    start?: VersionStart,
  ): Promise<ModelVersion>

  find(model: string, version: number): Promise<ModelVersion | undefined>

  /** Newest first. */
  list(model: string): Promise<ModelVersion[]>

  listAliases(model?: string): Promise<Alias[]>

  findAlias(model: string, alias: string): Promise<Alias | undefined>

  /** Newest first. */
  listMoves(model: string): Promise<AliasMove[]>

  /** Of all models, those that came after a sequence number, in order. */
  listMovesAfter(sequence: number): Promise<AliasMove[]>

  /**
   * Moves an alias if it is still where `move.from` says, and records the move with it. Undefined when it
   * was moved in the meantime.
   */
  move(move: Omit<AliasMove, 'sequence'>): Promise<AliasMove | undefined>

  addExamination(examination: Examination): Promise<void>

  /** Newest first. */
  listExaminations(model: string, version?: number): Promise<Examination[]>
}
