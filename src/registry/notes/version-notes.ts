import type { Branded } from '../../base/index.ts'
import type { ExaminationId } from '../examination.ts'

/** How far a version has come; where the alias `champion` points to it, it is the champion besides. */
export const stages = ['candidate', 'checked', 'approved'] as const
export type Stage = (typeof stages)[number]

/** The stages of older clients of MLflow: a word that a client sets, and nothing else here. */
export const mlflowStages = ['None', 'Staging', 'Production', 'Archived'] as const
export type MlflowStage = (typeof mlflowStages)[number]

/** What is said of a version besides what was learned; it may change. */
export interface VersionNotes {
  readonly model: string
  readonly version: number
  readonly description: string | undefined
  readonly stage: Stage
  readonly mlflowStage: MlflowStage
  /** Where a client said that it comes from: `models:/m-…`, `mlflow-artifacts:/1/…`. */
  readonly source: string | undefined
  readonly loggedModelId: string | undefined
  readonly runLink: string | undefined
  readonly updatedAt: Date
  readonly tags: Tags
}

export type Tags = Readonly<Record<string, string>>

/** What is known of a version when it is registered. */
export type VersionStart = Partial<
  Pick<VersionNotes, 'description' | 'source' | 'loggedModelId' | 'runLink' | 'tags'>
>

export type StageMoveId = Branded<'StageMoveId'>

/** One step of a version from stage to stage, by a person or by rule. Never changed, never deleted. */
export interface StageMove {
  readonly id: StageMoveId
  readonly model: string
  readonly version: number
  readonly from: Stage
  readonly to: Stage
  readonly movedAt: Date
  readonly by: string
  readonly byRule: boolean
  readonly reason: string | undefined
  readonly examinationId: ExaminationId | undefined
}
