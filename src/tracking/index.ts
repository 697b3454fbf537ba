export { appendLog } from './append-log.ts'
export { readCodeState, type CodeState } from './code-state.ts'
export { trackingErrors } from './errors.ts'
export { keepProgress, listProgress } from './run-progress.ts'
export { findCancelRequest } from './find-cancel-request.ts'
export { finishRun } from './finish-run.ts'
export { getRun } from './get-run.ts'
export type { LineageEdge, LineageNode, LineageStore } from './lineage-store.ts'
export { linkLineage } from './link-lineage.ts'
export { listRuns } from './list-runs.ts'
export { listSteps } from './list-steps.ts'
export { logMetrics, type MetricInput } from './log-metrics.ts'
export { openRunLog, type RunLog } from './open-run-log.ts'
export { openRunMetrics, type RecordMetric } from './open-run-metrics.ts'
export { recordArtifact, type RecordArtifactDeps } from './record-artifact.ts'
export { recoverRuns } from './recover-runs.ts'
export { requestCancel } from './request-cancel.ts'
export { outlineRuns, type RunOutline } from './outline-runs.ts'
export type { Artifact, MetricPoint, MetricValues, RunRecords } from './run-records.ts'
export {
  endRun,
  runKinds,
  toRunError,
  type EndedRun,
  type OpenRun,
  type Run,
  type RunEnd,
  type RunError,
  type RunId,
  type RunKind,
  type RunOutcome,
  type RunStatus,
} from './run.ts'
export type { RunQuery, RunStore } from './run-store.ts'
export { sqlLineageStore } from './sql-lineage-store.ts'
export { sqlRunRecords } from './sql-run-records.ts'
export { sqlRunStore } from './sql-run-store.ts'
export { newRun, startRun, timeForId } from './start-run.ts'
export { walkLineage, type LineageGraph } from './walk-lineage.ts'
export {
  defaultExperiment,
  type Experiment,
  type KeyValue,
  type Lifecycle,
} from './experiments/experiment.ts'
export { curveEnvelope, type CurveEnvelope } from './experiments/curve-envelope.ts'
export { findExperimentOf } from './experiments/find-experiment-of.ts'
export type { ExperimentStore } from './experiments/experiment-store.ts'
export { removeDeleted } from './experiments/remove-deleted.ts'
export { sqlLoggedFiles, type LoggedFile, type LoggedFiles } from './experiments/logged-files.ts'
export {
  loggedRunStatuses,
  type LoggedDataset,
  type LoggedPoint,
  type LoggedRun,
  type LoggedRunStatus,
  type RunModel,
} from './experiments/logged-run.ts'
export { countPoints, readPoints } from './experiments/read-curve.ts'
export type { LoggedRunStore } from './experiments/logged-run-store.ts'
export { toPage, type Page, type PageQuery } from './experiments/page.ts'
export { exportRuns } from './imports/export-runs.ts'
export type { ForeignStore, ForeignVersion } from './imports/foreign-run.ts'
export { takeFiles } from './imports/take-files.ts'
export { importRuns } from './imports/import-runs.ts'
export { fileStore } from './imports/read-file-store.ts'
export { serverStore } from './imports/read-server-store.ts'
export { sqliteStore } from './imports/read-sqlite-store.ts'
export {
  loggedModelStatuses,
  type LoggedModel,
  type ModelPoint,
} from './logged-models/logged-model.ts'
export type { LoggedModelStore } from './logged-models/logged-model-store.ts'
export { sqlLoggedModelStore } from './logged-models/sql-logged-model-store.ts'
export { compareSql, filterSql, type SqlCondition } from './search/compare-sql.ts'
export type { Comparison, Searchable } from './search/filter.ts'
export { parseFilter } from './search/parse-filter.ts'
export { parseOrderings, splitOrderings } from './search/parse-ordering.ts'
export { sqlExperimentStore } from './experiments/sql-experiment-store.ts'
export { sqlLoggedRunStore } from './experiments/sql-logged-run-store.ts'
export { recoverTrackedRuns } from './track/bring-in.ts'
export { trackWork } from './track/open-tracked-run.ts'
export type { TrackDeps } from './track/track-deps.ts'
export type { PartOptions, TrackedRun } from './track/tracked-run.ts'
export { noteCode } from './track/note-code.ts'
export { parseGraphics, watchSystem, type SystemWatch } from './track/watch-system.ts'
