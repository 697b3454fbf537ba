import type { ClassShares } from '../learn/index.ts'
import type { GivenFeatures, Prediction } from './prediction.ts'

export interface FeatureDifference {
  readonly feature: string
  readonly stored: number | string | null
  readonly replayed: number | string | null
}

/** All that one model needs to say the same again. */
export type MadeByModel = Pick<
  Prediction,
  | 'id'
  | 'model'
  | 'version'
  | 'key'
  | 'at'
  | 'knownBy'
  | 'commits'
  | 'features'
  | 'request'
  | 'overrides'
  | 'redacted'
>

/** What one model says again. */
export interface ReplayedModel {
  readonly value: number
  readonly features: GivenFeatures
  readonly differences: readonly FeatureDifference[]
  /** How likely each class is, where it tells them. */
  readonly told: { readonly saysChance: boolean; readonly shares: ClassShares | undefined }
}
