import type { ModelVersion } from '../../registry/index.ts'
import type { TrainOptions } from '../../training/index.ts'
import type { RetrainDeps } from './retrain-deps.ts'
import type { ChampionFound, ComparisonFound, NewDataFound } from './retraining-evidence.ts'
import type { RetrainingTrigger } from './retraining-trigger.ts'

/** What a decision is about: a model of rows or a forecast of series. What it asks is read when it is asked first. */
export interface RetrainingSubject {
  /** The version that the alias points to, if it points to one. */
  champion(): Promise<ModelVersion | undefined>
  /** What there is to learn from, by an id; undefined where nothing is labelled. */
  data(): Promise<string | undefined>
  /** What has come of which the champion knows nothing. */
  findNewData(): Promise<NewDataFound>
  /** What the champion says of that, by a metric; by the policy's own where none is told. */
  measureChampion(metric?: string): Promise<ChampionFound>
  /** A sentence, where it has drifted from what the champion learned from. */
  findDrift(trigger: Extract<RetrainingTrigger, { kind: 'drift' }>): Promise<string | undefined>
  /** Undefined where there is nothing to learn from. */
  train(deps: RetrainDeps, options: TrainOptions): Promise<ModelVersion | undefined>
  /** Two on the very same rows, of which neither has learned. */
  compare(pair: VersionPair): Promise<ComparisonFound>
  /** Two on what has come since the candidate learned; undefined where nothing is labelled. */
  compareSince(pair: VersionPair): Promise<ComparisonFound | undefined>
}

export interface VersionPair {
  readonly champion: ModelVersion
  readonly candidate: ModelVersion
}
