export { appendRelation, type AppendDeps } from './groups/append-commit.ts'
export { appendRelations } from './groups/append-relations.ts'
export { appendRows } from './groups/append-rows.ts'
export { compactGroup } from './groups/compact-group.ts'
export { summarizeAsOf } from './groups/summarize-as-of.ts'
export { deleteRows } from './groups/delete-rows.ts'
export type { Derivation } from './groups/derivation.ts'
export { deriveGroup } from './groups/derive-group.ts'
export { groupVolume, type Volume } from './groups/group-volume.ts'
export { groupStatistics, type StatisticsOptions } from './groups/group-statistics.ts'
export { windowStability } from './groups/window-stability.ts'
export { keepWindows } from './groups/keep-windows.ts'
export { sqlWindowStore } from './groups/sql-window-store.ts'
export type { WindowColumn, WindowStatistics } from './groups/window-store.ts'
export type { CommitStore, GroupSummary } from './groups/commit-store.ts'
export type { Arrival, Commit, CommitId } from './groups/commit.ts'
export { defineView } from './views/define-view.ts'
export { derive } from './views/derive.ts'
export { calendar, calendarPart, calendarParts, type CalendarPart } from './derivations/calendar.ts'
export { holidayFeatures, isHoliday, type Holiday } from './derivations/holidays.ts'
export { cell, distance, geohash, gridCell, haversineKm } from './derivations/places.ts'
export { describeFeature } from './views/describe-feature.ts'
export { featuresErrors } from './errors.ts'
export { featureValues, type FeatureValues } from './views/feature-values.ts'
export {
  type Feature,
  type FeatureRow,
  type Features,
  type RequestFeature,
} from './views/feature.ts'
export { compareFeatureCode, type FeatureCode } from './training-sets/feature-code.ts'
export { diffTrainingSets, type TrainingSetDifference } from './training-sets/diff-training-sets.ts'
export { exportTrainingSet, setParts } from './training-sets/export-training-set.ts'
export { foldTrainingPart } from './training-sets/fold-training-part.ts'
export { getTrainingSet } from './training-sets/get-training-set.ts'
export { freezeView, type FreezeDeps, type FreezeOptions } from './training-sets/freeze-view.ts'
export { groupRelation, type GroupDeps } from './groups/group-relation.ts'
export { trueRows } from './groups/true-rows.ts'
export type { GroupShape } from './groups/group-shape.ts'
export { defineGroup, type FeatureGroup } from './groups/define-group.ts'
export type { Group } from './groups/group.ts'
export { limitCommits, newestCommits, type NewestCommits } from './groups/limit-commits.ts'
export { loadGroup } from './groups/load-group.ts'
export type { GroupLoad, LoadDeps } from './groups/load.ts'
export { labelSpine } from './views/label-spine.ts'
export { groupMoments, streamGroupMoments, type MomentRange } from './views/group-moments.ts'
export { knownMoments, momentsAhead } from './views/moments-ahead.ts'
export { newestRows } from './groups/newest-rows.ts'
export { newestTellings } from './groups/newest-tellings.ts'
export { upsertRows } from './groups/upsert-rows.ts'
export { openCheckTable } from './groups/open-check-table.ts'
export { compareOnline } from './online/compare-online.ts'
export { groupView } from './online/group-view.ts'
export { memoryOnlineRows } from './online/memory-online-rows.ts'
export { onlineReader, type OnlineReader } from './online/online-reader.ts'
export type { MaybePromise, OnlineRows } from './online/online-rows.ts'
export {
  openOnlineView,
  type OnlineAnswer,
  type OnlineFeatures,
  type OnlineMoment,
  type OnlineView,
} from './online/online-view.ts'
export { redisConnection } from './online/redis-connection.ts'
export type { RedisReply } from './online/redis-protocol.ts'
export { redisOnlineRows } from './online/redis-online-rows.ts'
export { sizedOnlineRows } from './online/sized-online-rows.ts'
export { sqliteOnlineRows } from './online/sqlite-online-rows.ts'
export { quarantinedRows } from './groups/quarantined-rows.ts'
export {
  readPartBatches,
  readTrainingBatches,
  readTrainingPart,
  type BatchOptions,
  type TrainingPart,
} from './training-sets/read-training-set.ts'
export { sqlCommitStore } from './groups/sql-commit-store.ts'
export { sqlTrainingSetStore } from './training-sets/sql-training-set-store.ts'
export type { TrainingSetStore } from './training-sets/training-set-store.ts'
export type {
  SplitSummary,
  TrainingSet,
  TrainingSetBounds,
  TrainingSetId,
} from './training-sets/training-set.ts'
export { reportLeaks } from './views/leak-report.ts'
export { labelCopyFinder } from './views/label-copies.ts'
export { factsOf, type GroupFacts } from './views/group-facts.ts'
export { requested, requestFeatures } from './views/request.ts'
export { through } from './views/feature-makers.ts'
export {
  isStored,
  storedFeatures,
  storedName,
  type StoredFeature,
} from './views/stored-features.ts'
export { viewQuery } from './views/view-query.ts'
export {
  labelledRows,
  momentRows,
  type Moment,
  type ViewDeps,
  type ViewedRow,
  type ViewedRows,
} from './views/view-rows.ts'
export { groupsRead, labelDelay, viewDigest, type View, type ViewRow } from './views/view.ts'
