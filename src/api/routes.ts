import { getHowWeDid, listObserved } from './accuracy.ts'
import { getBackTest } from './back-tests.ts'
import { getCheckReport, listCheckReports } from './check-reports.ts'
import { getDataset, getDatasetDifference, getDatasetVersion, listDatasets } from './datasets.ts'
import { raisePipelineEvent } from './events.ts'
import { listFeatures } from './features.ts'
import { getGroupStatistics } from './group-statistics.ts'
import { getGroup, listGroupCommits, listGroupRows, listGroups } from './groups.ts'
import {
  examineGates,
  getModel,
  getModelVersion,
  listAliasMoves,
  listModels,
  getModelCard,
  rollBackModel,
  promoteModel,
} from './models.ts'
import { getPipelineHistory } from './pipeline-history.ts'
import {
  getPipeline,
  getPipelineForm,
  listPipelines,
  planPipeline,
  runPipeline,
} from './pipelines.ts'
import { getGraph, getHealth, getOverview } from './project.ts'
import { getDrawing } from './drawings.ts'
import {
  deleteRun,
  getCurve,
  getLoggedRun,
  listExperiments,
  searchRuns,
  tagRun,
} from './logged-runs.ts'
import { cancelRun, resumeRun } from './run-control.ts'
import {
  approveModelVersion,
  listStageMoves,
  noteModelVersion,
  writeModelCard,
} from './registry-work.ts'
import { getCodeDifference } from './code-differences.ts'
import { previewRunFile } from './file-previews.ts'
import { getRegisteredModel, listRegisteredModels } from './registered-models.ts'
import { getRunCurves } from './run-curves.ts'
import { getRunTable } from './run-table.ts'
import { getRunDifference } from './run-differences.ts'
import { getRunProfile } from './run-profiles.ts'
import { getRunValues } from './run-values.ts'
import { getRun, listRunLogs, listRunMetrics, listRuns } from './runs.ts'
import { getServiceForm, getServiceTraffic } from './service-forms.ts'
import { getForecast, getService, listPredictions, listServices, predict } from './services.ts'
import { getDelivery, listDeliveries, listSources } from './sources.ts'
import { getRunTimeline } from './timelines.ts'
import { getSweep } from './sweeps.ts'
import { getTrainingSet, getTrainingSetDifference, listTrainingSets } from './training-sets.ts'
import { getFeature, getView, getViewLeaks, listViews } from './views.ts'
import { getVersionLineage, whyPrediction } from './why.ts'
import { tellOutcomes } from './outcomes.ts'
import {
  advanceChallenge,
  endChallenge,
  getChallengeTruth,
  listChallenges,
  startChallenge,
} from './challenges.ts'

import { acknowledgeAlert, getAlert, listAlerts, silenceAlert } from './alerts.ts'
import {
  getMonitor,
  getMonitorRun,
  getMonitorSeries,
  getWhatIf,
  listMonitorRuns,
  listMonitors,
  runMonitor,
} from './monitors.ts'
import { listObjectives } from './objectives.ts'
import { getDiagnostics, getScoring, getSummaryStats } from './reporting.ts'
import { acceptDecision, declineDecision, getDecision, listDecisions } from './decisions.ts'

/** Every operation of the contract by its name, which is also the client's method. */
export const routes = Object.freeze({
  getHealth,
  getOverview,
  getGraph,
  getDrawing,
  listSources,
  listDeliveries,
  getDelivery,
  listDatasets,
  getDataset,
  getDatasetVersion,
  getDatasetDifference,
  listCheckReports,
  getCheckReport,
  listGroups,
  getGroup,
  listGroupRows,
  listGroupCommits,
  getGroupStatistics,
  listFeatures,
  listViews,
  getView,
  getFeature,
  getViewLeaks,
  listTrainingSets,
  getTrainingSet,
  getTrainingSetDifference,
  listPipelines,
  getPipeline,
  getPipelineForm,
  planPipeline,
  getPipelineHistory,
  runPipeline,
  raisePipelineEvent,
  listRuns,
  getRun,
  getRunTimeline,
  getRunValues,
  getRunProfile,
  getSweep,
  getRunDifference,
  cancelRun,
  resumeRun,
  listRunLogs,
  listRunMetrics,
  listExperiments,
  searchRuns,
  getLoggedRun,
  getCurve,
  tagRun,
  deleteRun,
  getRunTable,
  getRunCurves,
  previewRunFile,
  getCodeDifference,
  listModels,
  listRegisteredModels,
  getRegisteredModel,
  getModel,
  getModelVersion,
  listAliasMoves,
  examineGates,
  getModelCard,
  getBackTest,
  listStageMoves,
  approveModelVersion,
  writeModelCard,
  noteModelVersion,
  rollBackModel,
  promoteModel,
  getHowWeDid,
  listObserved,
  listServices,
  getService,
  getServiceForm,
  getServiceTraffic,
  listPredictions,
  listChallenges,
  startChallenge,
  advanceChallenge,
  endChallenge,
  getChallengeTruth,
  predict,
  tellOutcomes,
  getForecast,
  getScoring,
  getSummaryStats,
  getDiagnostics,
  listDecisions,
  getDecision,
  acceptDecision,
  declineDecision,
  whyPrediction,
  getVersionLineage,
  listMonitors,
  getMonitor,
  listMonitorRuns,
  getMonitorRun,
  runMonitor,
  getMonitorSeries,
  getWhatIf,
  listAlerts,
  getAlert,
  acknowledgeAlert,
  silenceAlert,
  listObjectives,
})
export type Routes = typeof routes
