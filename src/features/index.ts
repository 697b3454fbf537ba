export { appendRows, type AppendDeps } from './append-commit.ts'
export type { CommitStore, GroupSummary } from './commit-store.ts'
export type { Commit, CommitId, Segment } from './commit.ts'
export { csvRows } from './csv-rows.ts'
export { derive } from './derive.ts'
export { featuresErrors } from './errors.ts'
export { featureValues, type FeatureValues } from './feature-values.ts'
export {
  windowFunctions,
  type Feature,
  type FeatureRow,
  type Features,
  type FeatureValue,
  type WindowFunction,
} from './feature.ts'
export { freezeView, type FreezeDeps, type FreezeOptions } from './freeze-view.ts'
export { groupRelation, type GroupDeps } from './group-relation.ts'
export type { GroupShape } from './group-shape.ts'
export { defineGroup, type FeatureGroup, type Group, type Label, type ReadText } from './group.ts'
export {
  loadGroup,
  type GroupLoad,
  type LoadDeps,
  type LoadOptions,
  type Refusal,
} from './load-group.ts'
export { knownMoments, momentsAhead } from './moments-ahead.ts'
export { newestRows } from './newest-rows.ts'
export { openCheckTable } from './open-check-table.ts'
export { openOnlineView, type OnlineFeatures, type OnlineView } from './online-view.ts'
export { quarantinedRows, type QuarantinedRow } from './quarantined-rows.ts'
export { readTrainingPart, type TrainingPart } from './read-training-set.ts'
export { sqlCommitStore } from './sql-commit-store.ts'
export { sqlTrainingSetStore } from './sql-training-set-store.ts'
export type { TrainingSetStore } from './training-set-store.ts'
export type { SplitSummary, TrainingSet, TrainingSetId } from './training-set.ts'
export { viewQuery, type Spine } from './view-query.ts'
export {
  labelledRows,
  momentRows,
  type Moment,
  type ViewDeps,
  type ViewedRow,
  type ViewedRows,
} from './view-rows.ts'
export { defineView, groupsRead, viewDigest, type View, type ViewRow } from './view.ts'
