import type { z } from 'zod'
import type { Route, Routes } from '../api/index.ts'
import { tellOutcomes } from '../serving/index.ts'
import { requestCancel, type RunId } from '../tracking/index.ts'
import { promote, rollBackByRequest } from './promote.ts'
import { raisePipelineEvent } from './raise-pipeline-event.ts'
import type { RouteInput } from './read-input.ts'
import { toTrafficReply } from './service-traffic.ts'
import {
  approveByRequest,
  noteVersionByRequest,
  readStageMoves,
  writeCardByRequest,
} from './registry-work.ts'
import { readHowWeDid, readObserved } from './replies/accuracy.ts'
import { readCatalog } from './replies/catalog.ts'
import { readCheckReport, readCheckReports } from './replies/check-reports.ts'
import {
  readDataset,
  readDatasetDifference,
  readDatasets,
  readDatasetVersion,
} from './replies/datasets.ts'
import {
  acceptDecision,
  declineDecision,
  readDecision,
  readDecisions,
} from './replies/decisions.ts'
import { readDiagnostics, readScoring, readSummaryStats } from './replies/reporting.ts'
import { readDrawing } from './replies/drawings.ts'
import { readGraph } from './replies/graph.ts'
import { readGroupStatistics } from './replies/group-statistics.ts'
import { readGroup, readGroupCommits, readGroupRows, readGroups } from './replies/groups.ts'
import {
  readAliasMoves,
  readGateExamination,
  readModel,
  readModels,
  readModelVersion,
} from './replies/models.ts'
import {
  readCurveOf,
  readExperiments,
  readLoggedRun,
  readLoggedRuns,
  setLoggedRunLifecycle,
  tagLoggedRun,
} from './replies/logged-runs.ts'
import { readRegisteredModel, readRegisteredModels } from './replies/registered-models.ts'
import { readBackTestReply } from './replies/back-tests.ts'
import { readModelCard } from './replies/model-card.ts'
import { readOverview } from './replies/overview.ts'
import { readPipelineForm } from './replies/pipeline-forms.ts'
import { readPipelineHistory } from './replies/pipeline-history.ts'
import { readPipeline, readPipelines } from './replies/pipelines.ts'
import { readCodeDifference } from './replies/code-differences.ts'
import { readRunCurves } from './replies/run-curves.ts'
import { previewLoggedFile } from './replies/logged-files.ts'
import { readRunTable } from './replies/run-table.ts'
import { readRunDifference } from './replies/run-differences.ts'
import { readRunLogs } from './replies/run-logs.ts'
import { readRunProfile } from './replies/run-profiles.ts'
import { readRunValues } from './replies/run-values.ts'
import { readRun, readRunMetrics, readRuns } from './replies/runs.ts'
import { readForm } from './replies/service-forms.ts'
import { readPredictions, readService, readServices } from './replies/services.ts'
import { readDeliveries, readDeliveryDetail, readSources } from './replies/sources.ts'
import { readSweepReply } from './replies/sweeps.ts'
import { readTimeline } from './replies/timelines.ts'
import {
  readTrainingSetDetail,
  readTrainingSetDifference,
  readTrainingSets,
} from './replies/training-sets.ts'
import {
  advanceChallengeByRequest,
  endChallengeByRequest,
  readChallenges,
  readChallengeTruth,
  startChallengeByRequest,
} from './replies/challenges.ts'
import { acknowledgeByRequest, readAlert, readAlerts, silenceByRequest } from './replies/alerts.ts'
import {
  readMonitor,
  readMonitorRun,
  readMonitorRuns,
  readMonitors,
  readMonitorSeries,
  readWhatIf,
  runMonitorByRequest,
} from './replies/monitors.ts'
import { readObjectives } from './replies/objectives.ts'
import { readFeature, readView, readViewLeaks, readViews } from './replies/views.ts'
import { readVersionLineage, readWhy } from './replies/why.ts'
import type { ServerContext } from './server-context.ts'

/** Answers a route. */
export type Handler<R extends Route = Route> = (
  context: ServerContext,
  input: RouteInput<R>,
) => z.input<R['reply']> | Promise<z.input<R['reply']>>

/** These two answer thousands of requests a second, and have paths of their own (service-paths.ts). */
type ServicePath = 'predict' | 'getForecast'

type Handlers = { readonly [Name in Exclude<keyof Routes, ServicePath>]: Handler<Routes[Name]> }

/** The handler of each route of the contract, by the route's name. */
export const handlers: Handlers = {
  getHealth: ({ project, version, startedAt }) => ({
    status: 'ok',
    version,
    project: project.definition.name,
    startedAt: startedAt.toISOString(),
  }),
  getOverview: ({ project, services }) => readOverview(project, services),
  getGraph: ({ project }) => readGraph(project),
  getDrawing: ({ project }, { query }) => readDrawing(project, query),

  listSources: ({ project }) => readSources(project),
  listDeliveries: ({ project }, { query }) => readDeliveries(project, query),
  getDelivery: ({ project }, { params }) => readDeliveryDetail(project, params.id),

  listDatasets: ({ project }) => readDatasets(project),
  getDataset: ({ project }, { params }) => readDataset(project, params.name),
  getDatasetVersion: ({ project }, { params }) => readDatasetVersion(project, params),
  getDatasetDifference: ({ project }, { params, query }) =>
    readDatasetDifference(project, params, query.from),
  listCheckReports: ({ project }, { query }) => readCheckReports(project, query),
  getCheckReport: ({ project }, { params }) => readCheckReport(project, params.id),

  listGroups: ({ project }) => readGroups(project),
  getGroup: ({ project }, { params }) => readGroup(project, params.name),
  listGroupRows: ({ project }, { params, query }) => readGroupRows(project, params.name, query),
  listGroupCommits: ({ project }, { params, query }) =>
    readGroupCommits(project, params.name, query),

  getGroupStatistics: async ({ project, statistics }, { params, query }) => {
    const newest = (await project.commits.list(params.name)).at(-1)
    const key = JSON.stringify([params.name, newest?.id, query])
    return statistics(key, () => readGroupStatistics(project, params.name, query))
  },

  listFeatures: ({ project }) => readCatalog(project),
  listViews: ({ project }) => readViews(project),
  getView: ({ project }, { params }) => readView(project, params.name),
  getFeature: ({ project }, { params }) => readFeature(project, params.name, params.feature),
  getViewLeaks: ({ project }, { params, query }) => readViewLeaks(project, params.name, query),
  listTrainingSets: ({ project }, { query }) => readTrainingSets(project, query),
  getTrainingSet: ({ project }, { params }) => readTrainingSetDetail(project, params.id),
  getTrainingSetDifference: ({ project }, { params, query }) =>
    readTrainingSetDifference(project, params.id, query.from),

  listPipelines: ({ project }) => readPipelines(project),
  getPipeline: ({ project }, { params }) => readPipeline(project, params.name),
  runPipeline: async ({ runner }, { params, body }) => ({
    runId: await runner.start(params.name, { ...body, reason: 'by hand, over HTTP' }),
  }),
  getPipelineForm: ({ project }, { params }) => readPipelineForm(project, params.name),
  planPipeline: async ({ runner }, { params, body }) => ({
    steps: [...(await runner.plan(params.name, { ...body, reason: 'to be planned' }))],
  }),
  getPipelineHistory: ({ project }, { params, query }) =>
    readPipelineHistory(project, params.name, query.limit),

  raisePipelineEvent: ({ project }, { params, body, token }) =>
    raisePipelineEvent(project, params.name, { ...body, token }),

  listRuns: ({ project }, { query }) => readRuns(project, query),
  getRun: ({ project }, { params, query }) =>
    readRun(project, params.id, { withSteps: query.steps === 'all' }),
  getRunTimeline: ({ project }, { params }) => readTimeline(project, params.id),
  getRunValues: ({ project }, { params }) => readRunValues(project, params.id),
  getRunProfile: ({ project }, { params }) => readRunProfile(project, params.id),
  getSweep: ({ project }, { params }) => readSweepReply(project, params.id),
  getRunDifference: ({ project }, { params, query }) =>
    readRunDifference(project, params.id, query.from),
  cancelRun: async ({ project }, { params }) => {
    const { runId, requestedAt } = await requestCancel(project, params.id as RunId)
    return { runId, requestedAt: requestedAt.toISOString() }
  },
  resumeRun: async ({ runner }, { params }) => ({ runId: await runner.resume(params.id as RunId) }),
  listRunLogs: ({ project }, { params, query }) => readRunLogs(project, params.id, query),
  listRunMetrics: ({ project }, { params }) => readRunMetrics(project, params.id),

  listExperiments: ({ project }, { query }) => readExperiments(project, query.view),
  searchRuns: ({ project }, { query }) => readLoggedRuns(project, query),
  getLoggedRun: ({ project }, { params }) => readLoggedRun(project, params.id),
  getCurve: ({ project }, { params, query }) => readCurveOf(project, params.id, query),
  tagRun: ({ project }, { params, body }) => tagLoggedRun(project, params.id, body),
  deleteRun: ({ project }, { params, body }) =>
    setLoggedRunLifecycle(project, params.id, body.isDeleted),
  getRunTable: ({ project }, { query }) => readRunTable(project, query),
  getRunCurves: ({ project }, { query }) => readRunCurves(project, query),
  previewRunFile: ({ project }, { params, query }) =>
    previewLoggedFile(project, params.id, query.path),
  getCodeDifference: ({ project }, { params, query }) =>
    readCodeDifference(project, params.id, query.from),

  listModels: ({ project }) => readModels(project),
  listRegisteredModels: ({ project }) => readRegisteredModels(project),
  getRegisteredModel: ({ project }, { params }) => readRegisteredModel(project, params.name),
  getModel: ({ project }, { params }) => readModel(project, params.name),
  getModelVersion: ({ project }, { params }) =>
    readModelVersion(project, params.name, params.version),
  listAliasMoves: ({ project }, { params }) => readAliasMoves(project, params.name),
  examineGates: ({ project }, { params, query }) =>
    readGateExamination(project, params.name, { version: params.version, alias: query.alias }),
  promoteModel: async ({ project, services }, { params, body }) => {
    const move = await promote(project, params.name, body)
    await services.refresh()
    return move
  },
  getBackTest: ({ project }, { params, query }) =>
    readBackTestReply(project, params.name, { version: params.version, ...query }),
  getModelCard: ({ project }, { params }) => readModelCard(project, params.name, params.version),
  listStageMoves: ({ project }, { params }) => readStageMoves(project, params.name),
  approveModelVersion: ({ project }, { params, body }) =>
    approveByRequest(project, params.name, { version: params.version, reason: body.reason }),
  writeModelCard: ({ project }, { params, body }) => writeCardByRequest(project, params.name, body),
  noteModelVersion: ({ project }, { params, body }) => noteVersionByRequest(project, params, body),
  rollBackModel: async ({ project, services }, { params, body }) => {
    const move = await rollBackByRequest(project, params.name, body)
    await services.refresh()
    return move
  },
  getHowWeDid: ({ project }, { params, query }) =>
    readHowWeDid(project, params.name, { ...query, since: toDate(query.since) }),
  listObserved: ({ project }, { params, query }) =>
    readObserved(project, params.name, { ...query, since: toDate(query.since) }),

  listServices: ({ project, services }) => readServices(project, services),
  getService: ({ project, services }, { params }) => readService(project, services, params.name),
  getServiceForm: ({ project, services }, { params }) => readForm(project, services, params.name),
  getServiceTraffic: async ({ services, tellAll }, { params }) =>
    toTrafficReply(await tellAll('traffic'), services.get(params.name).service.name),
  listPredictions: ({ project, services }, { params, query }) =>
    readPredictions(project, services, params.name, query),
  tellOutcomes: async ({ project, services }, { params, body }) => {
    const { service } = services.get(params.name)
    const { toldCount, repeatedCount, commit } = await tellOutcomes(project, service, body.outcomes)
    return { toldCount, repeatedCount, commitId: commit?.id ?? null }
  },
  listChallenges: ({ project, services }, { params }) =>
    readChallenges(project, services, params.name),
  startChallenge: ({ project, services }, { params, body }) =>
    startChallengeByRequest(project, services, params.name, body),
  advanceChallenge: ({ project, services }, { params }) =>
    advanceChallengeByRequest(project, services, params.name),
  endChallenge: ({ project, services }, { params, body }) =>
    endChallengeByRequest(project, services, params.name, body),
  getChallengeTruth: ({ project, services }, { params }) =>
    readChallengeTruth(project, services, params),
  getScoring: ({ project }) => readScoring(project),
  getSummaryStats: ({ project }) => readSummaryStats(project),
  getDiagnostics: ({ project }, { query }) =>
    readDiagnostics(project, { asksRegistry: query.registry === 'ask' }),
  listDecisions: ({ project }, { query }) => readDecisions(project, query),
  getDecision: ({ project }, { params }) => readDecision(project, params.id),
  acceptDecision: async ({ project, services }, { params, body }) => {
    const accepted = await acceptDecision(project, params.id, { ...body, by: 'HTTP request' })
    await services.refresh()
    return accepted
  },
  declineDecision: ({ project }, { params, body }) =>
    declineDecision(project, params.id, { ...body, by: 'HTTP request' }),
  getVersionLineage: ({ project }, { params }) =>
    readVersionLineage(project, params.name, params.version),
  whyPrediction: ({ project }, { params }) => readWhy(project, params.id),

  listMonitors: ({ project }) => readMonitors(project),
  getMonitor: ({ project }, { params }) => readMonitor(project, params.name),
  listMonitorRuns: ({ project }, { params, query }) => readMonitorRuns(project, params.name, query),
  getMonitorRun: ({ project }, { params }) => readMonitorRun(project, params),
  runMonitor: ({ project }, { params, body }) => runMonitorByRequest(project, params.name, body),
  getMonitorSeries: ({ project }, { params, query }) =>
    readMonitorSeries(project, params.name, query),
  getWhatIf: ({ project }, { params, query }) => readWhatIf(project, params.name, query),
  listAlerts: ({ project }, { query }) => readAlerts(project, query),
  getAlert: ({ project }, { params }) => readAlert(project, params.id),
  acknowledgeAlert: ({ project }, { params, body }) =>
    acknowledgeByRequest(project, params.id, body),
  silenceAlert: ({ project }, { params, body }) => silenceByRequest(project, params.id, body),
  listObjectives: ({ project }) => readObjectives(project),
}

function toDate(text: string | undefined): Date | undefined {
  return text === undefined ? undefined : new Date(text)
}
