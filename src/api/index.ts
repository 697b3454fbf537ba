export { getBackTest, type BackTestReply, type TestedPointReply } from './back-tests.ts'
export { raisePipelineEvent, type PipelineEventReply } from './events.ts'
export { getRunTable, tableRunKinds, type RunTableReply, type TableRunKind } from './run-table.ts'
export {
  approveModelVersion,
  listStageMoves,
  noteModelVersion,
  noteVersionInput,
  writeCardInput,
  writeModelCard,
  type StageMovesReply,
} from './registry-work.ts'
export { getCodeDifference, type CodeDifferenceReply } from './code-differences.ts'
export { getRunCurves, mostCurves, type CurvesReply, type RunCurveReply } from './run-curves.ts'
export {
  getHowWeDid,
  listObserved,
  type OutcomeReply,
  type LeadErrorReply,
  type AccuracySummaryReply,
  type HowWeDidReply,
  type ObservedReply,
} from './accuracy.ts'
export {
  checkSeverities,
  checkSubjectKinds,
  type CheckOutcomeReply,
  type CheckReportReply,
  type CheckReportsReply,
  type CheckReportSummaryReply,
  type CheckResultReply,
  type FailedRowReply,
} from './check-reports.ts'
export type {
  DatasetDifferenceReply,
  DatasetFileReply,
  DatasetReply,
  DatasetsReply,
  DatasetSummaryReply,
  DatasetVersionDetailReply,
  DatasetVersionReply,
  TableDifferenceReply,
} from './datasets.ts'
export {
  decisionStates,
  type DecisionAnswerReply,
  type DecisionReply,
  type DecisionsReply,
} from './decisions.ts'
export { type DrawingReply } from './drawings.ts'
export { defineRoute, pathParameters, type Route } from './define-route.ts'
export {
  listFeatures,
  type CatalogFeatureReply,
  type CatalogReply,
  type ReadersReply,
} from './features.ts'
export {
  moment,
  cell,
  row,
  columnTypes,
  type Cell,
  type Row,
  type MetricValues,
  type ColumnReply,
} from './fields.ts'
export {
  getGroupStatistics,
  type GroupStatisticsReply,
  type WindowColumnReply,
  type WindowStatisticsReply,
} from './group-statistics.ts'
export {
  listGroups,
  getGroup,
  listGroupRows,
  listGroupCommits,
  type FreshnessReply,
  type GroupSummaryReply,
  type VolumeReply,
  type GroupReply,
  type GroupsReply,
  type GroupRowsReply,
  type ColumnStatisticsReply,
  type CommitReply,
  type CommitsReply,
} from './groups.ts'
export {
  listModels,
  getModel,
  getModelVersion,
  listAliasMoves,
  examineGates,
  getModelCard,
  rollBackModel,
  promoteModel,
  type GateResultReply,
  type ModelVersionReply,
  type MetricReply,
  type ModelSummaryReply,
  type ModelsReply,
  type ModelReply,
  type AliasMoveReply,
  type AliasMovesReply,
  type GateExaminationReply,
  type ModelCardReply,
  type RollBackModelInput,
  type PromoteModelInput,
} from './models.ts'
export { openApiDocument } from './open-api-document.ts'
export {
  listPipelines,
  getPipeline,
  runPipeline,
  type PipelineReply,
  type PipelinesReply,
  type RunPipelineInput,
  type PipelineFormReply,
  type PipelineSettingReply,
} from './pipelines.ts'
export { problemReply, problemMediaType, type ProblemReply } from './problem.ts'
export {
  getOverview,
  getGraph,
  getHealth,
  type OverviewReply,
  type GraphReply,
  type HealthReply,
} from './project.ts'
export type { DiagnosticsReply, ScoringReply, SummaryStatsReply } from './reporting.ts'
export { routes, type Routes } from './routes.ts'
export {
  runKinds,
  listRuns,
  getRun,
  logLevels,
  listRunLogs,
  listRunMetrics,
  type RunStatus,
  type RunSummaryReply,
  type RunsReply,
  type ArtifactReply,
  type RunReply,
  type LogLineReply,
  type RunLogsReply,
  type RunMetricsReply,
} from './runs.ts'
export type { RunDifferenceReply, StepDifferenceReply } from './run-differences.ts'
export type { ProfiledCallReply, ProfiledStepReply, RunProfileReply } from './run-profiles.ts'
export type { SearchedParameterReply, SweepReply, SweptTrialReply } from './sweeps.ts'
export type { PreviewReply, RunValueReply, RunValuesReply } from './run-values.ts'
export { type TimelineReply, type TimelineRunReply } from './timelines.ts'
export type { PastRunReply, PipelineHistoryReply } from './pipeline-history.ts'
export type { FieldRangeReply, ServiceFormReply, ServiceTrafficReply } from './service-forms.ts'
export {
  listServices,
  getService,
  predictionOrigins,
  listPredictions,
  predictReply,
  predict,
  forecastReply,
  getForecast,
  type ServiceFieldReply,
  type ServiceReply,
  type ServicesReply,
  type StoredPredictionReply,
  type PredictionsReply,
  type PredictInput,
  type PredictReply,
  type ForecastReply,
} from './services.ts'
export {
  listSources,
  deliveryStatuses,
  listDeliveries,
  getDelivery,
  type SourceReply,
  type SourcesReply,
  type DeliveryReply,
  type DeliveriesReply,
  type DeliveryDetailReply,
} from './sources.ts'
export {
  listTrainingSets,
  getTrainingSet,
  getTrainingSetDifference,
  type TrainingSetDetailReply,
  type TrainingSetDifferenceReply,
  type TrainingSetReply,
  type TrainingSetsReply,
} from './training-sets.ts'
export {
  listViews,
  getView,
  getFeature,
  getViewLeaks,
  type FeatureDetailReply,
  type FeatureReply,
  type ViewSummaryReply,
  type ViewReply,
  type ViewsReply,
  type ViewLeaksReply,
} from './views.ts'
export {
  getVersionLineage,
  whyPrediction,
  type VersionLineageReply,
  type LineageNodeReply,
  type WhyReply,
} from './why.ts'
export { wireSchemas } from './wire-schemas.ts'
export type {
  CurveReply,
  ExperimentsReply,
  LoggedRunReply,
  LoggedRunsReply,
  LoggedRunSummaryReply,
  RunTagsInput,
} from './logged-runs.ts'
export { tellOutcomes } from './outcomes.ts'
export {
  advanceChallenge,
  endChallenge,
  getChallengeTruth,
  listChallenges,
  startChallenge,
  challengeKinds,
  type EndChallengeInput,
  type StartChallengeInput,
  type ChallengeReply,
  type ChallengesReply,
  type ChallengeTruthReply,
} from './challenges.ts'
export type {
  MonitorStateReply,
  VerdictReply,
  DriftBinsReply,
  ColumnDriftReply,
  DriftReply,
  MonitorRunSummaryReply,
  MonitorRunReply,
  MonitorSummaryReply,
  MonitorsReply,
  MonitorReply,
  MonitorRunsReply,
  SeriesPointReply,
  MonitorSeriesReply,
  RunMonitorInput,
  WhatIfReply,
} from './monitors.ts'
export type {
  AlertSummaryReply,
  AlertsReply,
  AlertReply,
  AcknowledgeAlertInput,
  SilenceAlertInput,
} from './alerts.ts'
export type { ObjectiveReply, ObjectivesReply } from './objectives.ts'
export {
  getRegisteredModel,
  listRegisteredModels,
  type RegisteredModelReply,
  type RegisteredModelsReply,
  type RegisteredModelSummaryReply,
  type RegisteredVersionReply,
} from './registered-models.ts'
