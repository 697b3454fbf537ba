import type { CardText } from '../cards/card-text.ts'
import type { RegisteredModel } from './registered-model.ts'
import type { MlflowStage, StageMove, Tags, VersionNotes } from './version-notes.ts'

/**
 * What is said of models and their versions. What names a model or version that is not there throws
 * `modelNotRegistered` or `versionNotFound`.
 */
export type ModelNotes = RegisteredModels & VersionNotesStore

export interface RegisteredModels {
  /** Throws `modelNameTaken`. A deleted name may be used again; version numbers go on. */
  createModel(
    name: string,
    start: { readonly description?: string; readonly tags: Tags },
  ): Promise<RegisteredModel>

  findModel(name: string): Promise<RegisteredModel | undefined>

  getModel(name: string): Promise<RegisteredModel>

  /** By name. */
  listModels(): Promise<RegisteredModel[]>

  describeModel(name: string, description: string): Promise<void>

  /** Throws `modelNameTaken`. */
  renameModel(name: string, newName: string): Promise<void>

  /** With its versions and aliases; the history stays. */
  deleteModel(name: string, by: string): Promise<void>

  setModelTag(name: string, key: string, value: string): Promise<void>

  deleteModelTag(name: string, key: string): Promise<void>

  writeCard(name: string, text: Partial<CardText>): Promise<void>
}

export interface VersionNotesStore {
  get(model: string, version: number): Promise<VersionNotes>

  /** Newest version first. */
  list(model: string): Promise<VersionNotes[]>

  describe(model: string, version: number, description: string): Promise<void>

  setTag(model: string, version: number, tag: readonly [string, string]): Promise<void>

  deleteTag(model: string, version: number, key: string): Promise<void>

  /** Its aliases go with it; its number is not given again. */
  deleteVersion(model: string, version: number, by: string): Promise<void>

  setMlflowStage(model: string, version: number, stage: MlflowStage): Promise<void>

  /** False where the version is no longer in the stage that `move.from` says. */
  moveStage(move: StageMove): Promise<boolean>

  /** Newest first. */
  listStageMoves(model: string): Promise<StageMove[]>
}
