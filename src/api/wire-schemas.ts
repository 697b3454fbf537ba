import type { z } from 'zod'
import { accuracySummaryReply, howWeDidReply, observedReply, outcomeReply } from './accuracy.ts'
import {
  checkReportReply,
  checkReportsReply,
  checkReportSummaryReply,
  checkResultReply,
} from './check-reports.ts'
import {
  datasetDifferenceReply,
  datasetReply,
  datasetsReply,
  datasetSummaryReply,
  datasetVersionDetailReply,
  datasetVersionReply,
  tableDifferenceReply,
} from './datasets.ts'
import { drawingReply } from './drawings.ts'
import { catalogFeatureReply, catalogReply, readersReply } from './features.ts'
import { columnReply } from './fields.ts'
import {
  groupStatisticsReply,
  windowColumnReply,
  windowStatisticsReply,
} from './group-statistics.ts'
import {
  commitReply,
  commitsReply,
  freshnessReply,
  groupReply,
  groupRowsReply,
  groupsReply,
  groupSummaryReply,
} from './groups.ts'
import {
  aliasMoveReply,
  aliasMovesReply,
  gateExaminationReply,
  gateResultReply,
  modelReply,
  modelsReply,
  modelSummaryReply,
  modelVersionReply,
  promoteModelInput,
  modelCardReply,
  rollBackModelInput,
} from './models.ts'
import {
  curveReply,
  experimentReply,
  experimentsReply,
  loggedDatasetReply,
  loggedFileReply,
  loggedRunReply,
  loggedRunsReply,
  loggedRunSummaryReply,
  runLifecycleInput,
  runTagsInput,
} from './logged-runs.ts'
import { pipelineEventInput, pipelineEventReply } from './events.ts'
import { pipelineHistoryReply } from './pipeline-history.ts'
import {
  pipelineFormReply,
  pipelinePlanReply,
  pipelineReply,
  pipelinesReply,
  pipelineSettingReply,
  runPipelineInput,
  runStartedReply,
} from './pipelines.ts'
import { problemReply } from './problem.ts'
import { graphReply, healthReply, overviewReply } from './project.ts'
import { cancelReply, cancelRunInput, resumeRunInput } from './run-control.ts'
import {
  approveVersionInput,
  noteVersionInput,
  stageMoveReply,
  stageMovesReply,
  writeCardInput,
  writtenCardReply,
} from './registry-work.ts'
import { codeDifferenceReply } from './code-differences.ts'
import { curvesReply, runCurveReply } from './run-curves.ts'
import { numberColumnReply, runTableReply, textColumnReply } from './run-table.ts'
import { runDifferenceReply } from './run-differences.ts'
import { profiledCallReply, profiledStepReply, runProfileReply } from './run-profiles.ts'
import { previewReply, runValueReply, runValuesReply } from './run-values.ts'
import {
  runLogsReply,
  runMetricsReply,
  runReply,
  runsReply,
  runSummaryReply,
  stepRunReply,
} from './runs.ts'
import {
  forecastReply,
  predictInput,
  predictionsReply,
  predictReply,
  serviceReply,
  servicesReply,
  storedPredictionReply,
} from './services.ts'
import {
  deliveriesReply,
  deliveryDetailReply,
  deliveryReply,
  sourceReply,
  sourcesReply,
} from './sources.ts'
import { timelineReply, timelineRunReply } from './timelines.ts'
import { searchedParameterReply, sweepReply, sweptTrialReply } from './sweeps.ts'
import {
  trainingSetDetailReply,
  trainingSetDifferenceReply,
  trainingSetReply,
  trainingSetsReply,
} from './training-sets.ts'
import {
  featureDetailReply,
  viewLeaksReply,
  viewReply,
  viewsReply,
  viewSummaryReply,
} from './views.ts'
import { versionLineageReply, whyReply } from './why.ts'
import { tellOutcomesInput, tellOutcomesReply } from './outcomes.ts'
import {
  endChallengeInput,
  startChallengeInput,
  challengeReply,
  challengesReply,
  challengeTruthReply,
} from './challenges.ts'

/** The schemas that have a name in the OpenAPI document. Every reply and body of a route is here. */
export const wireSchemas = {
  Problem: problemReply,
  Column: columnReply,
  HealthReply: healthReply,
  OverviewReply: overviewReply,
  GraphReply: graphReply,
  DrawingReply: drawingReply,
  SourceReply: sourceReply,
  SourcesReply: sourcesReply,
  DeliveryReply: deliveryReply,
  DeliveryDetailReply: deliveryDetailReply,
  DeliveriesReply: deliveriesReply,
  DatasetVersionReply: datasetVersionReply,
  DatasetSummaryReply: datasetSummaryReply,
  DatasetsReply: datasetsReply,
  DatasetReply: datasetReply,
  DatasetVersionDetailReply: datasetVersionDetailReply,
  TableDifferenceReply: tableDifferenceReply,
  DatasetDifferenceReply: datasetDifferenceReply,
  CheckResultReply: checkResultReply,
  CheckReportReply: checkReportReply,
  CheckReportSummaryReply: checkReportSummaryReply,
  CheckReportsReply: checkReportsReply,
  FreshnessReply: freshnessReply,
  GroupSummaryReply: groupSummaryReply,
  GroupReply: groupReply,
  GroupsReply: groupsReply,
  GroupRowsReply: groupRowsReply,
  CommitReply: commitReply,
  CommitsReply: commitsReply,
  WindowColumnReply: windowColumnReply,
  WindowStatisticsReply: windowStatisticsReply,
  GroupStatisticsReply: groupStatisticsReply,
  ReadersReply: readersReply,
  CatalogFeatureReply: catalogFeatureReply,
  CatalogReply: catalogReply,
  ViewSummaryReply: viewSummaryReply,
  ViewReply: viewReply,
  ViewsReply: viewsReply,
  TrainingSetReply: trainingSetReply,
  FeatureDetailReply: featureDetailReply,
  ViewLeaksReply: viewLeaksReply,
  TrainingSetDetailReply: trainingSetDetailReply,
  TrainingSetDifferenceReply: trainingSetDifferenceReply,
  TrainingSetsReply: trainingSetsReply,
  PipelineReply: pipelineReply,
  PipelinesReply: pipelinesReply,
  PipelineEventInput: pipelineEventInput,
  PipelineEventReply: pipelineEventReply,
  PipelineSettingReply: pipelineSettingReply,
  PipelineFormReply: pipelineFormReply,
  PipelinePlanReply: pipelinePlanReply,
  PipelineHistoryReply: pipelineHistoryReply,
  RunPipelineInput: runPipelineInput,
  RunStartedReply: runStartedReply,
  RunSummaryReply: runSummaryReply,
  StepRunReply: stepRunReply,
  RunReply: runReply,
  RunsReply: runsReply,
  ExperimentReply: experimentReply,
  ExperimentsReply: experimentsReply,
  LoggedRunSummaryReply: loggedRunSummaryReply,
  LoggedRunsReply: loggedRunsReply,
  LoggedRunReply: loggedRunReply,
  LoggedFileReply: loggedFileReply,
  LoggedDatasetReply: loggedDatasetReply,
  CurveReply: curveReply,
  RunTagsInput: runTagsInput,
  RunLifecycleInput: runLifecycleInput,
  TimelineRunReply: timelineRunReply,
  TimelineReply: timelineReply,
  PreviewReply: previewReply,
  RunValueReply: runValueReply,
  RunValuesReply: runValuesReply,
  RunDifferenceReply: runDifferenceReply,
  ProfiledStepReply: profiledStepReply,
  ProfiledCallReply: profiledCallReply,
  RunProfileReply: runProfileReply,
  SearchedParameterReply: searchedParameterReply,
  SweptTrialReply: sweptTrialReply,
  SweepReply: sweepReply,
  CancelRunInput: cancelRunInput,
  CancelReply: cancelReply,
  ResumeRunInput: resumeRunInput,
  RunLogsReply: runLogsReply,
  RunMetricsReply: runMetricsReply,
  NumberColumnReply: numberColumnReply,
  TextColumnReply: textColumnReply,
  RunTableReply: runTableReply,
  RunCurveReply: runCurveReply,
  CurvesReply: curvesReply,
  CodeDifferenceReply: codeDifferenceReply,
  GateResultReply: gateResultReply,
  ModelVersionReply: modelVersionReply,
  ModelSummaryReply: modelSummaryReply,
  ModelReply: modelReply,
  ModelsReply: modelsReply,
  AliasMoveReply: aliasMoveReply,
  AliasMovesReply: aliasMovesReply,
  GateExaminationReply: gateExaminationReply,
  PromoteModelInput: promoteModelInput,
  ModelCardReply: modelCardReply,
  StageMoveReply: stageMoveReply,
  StageMovesReply: stageMovesReply,
  ApproveVersionInput: approveVersionInput,
  WriteCardInput: writeCardInput,
  WrittenCardReply: writtenCardReply,
  NoteVersionInput: noteVersionInput,
  RollBackModelInput: rollBackModelInput,
  AccuracySummaryReply: accuracySummaryReply,
  OutcomeReply: outcomeReply,
  HowWeDidReply: howWeDidReply,
  TellOutcomesInput: tellOutcomesInput,
  TellOutcomesReply: tellOutcomesReply,
  ChallengeReply: challengeReply,
  ChallengesReply: challengesReply,
  ChallengeTruthReply: challengeTruthReply,
  StartChallengeInput: startChallengeInput,
  EndChallengeInput: endChallengeInput,
  ObservedReply: observedReply,
  ServiceReply: serviceReply,
  ServicesReply: servicesReply,
  StoredPredictionReply: storedPredictionReply,
  PredictionsReply: predictionsReply,
  PredictInput: predictInput,
  PredictReply: predictReply,
  ForecastReply: forecastReply,
  WhyReply: whyReply,
  VersionLineageReply: versionLineageReply,
} as const satisfies Readonly<Record<string, z.ZodType>>
export type WireName = keyof typeof wireSchemas
