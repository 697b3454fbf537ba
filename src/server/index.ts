export type { AccessLine } from './access-log.ts'
export {
  createApiKey,
  isInForce,
  listApiKeys,
  revokeApiKey,
  type ApiKey,
} from './access/api-keys.ts'
export { parseScope } from './access/scope.ts'
export { clientSource } from './client-source.ts'
export { examineApart } from './examine-apart.ts'
export type { ListenOptions } from './listen-options.ts'
export { answerMlflow } from './mlflow/answer-mlflow.ts'
export { openServices } from './open-services.ts'
export {
  acceptDecision,
  declineDecision,
  readDecision,
  readDecisions,
  toDecisionReply,
} from './replies/decisions.ts'
export { readDiagnostics, readScoring, readSummaryStats } from './replies/reporting.ts'
export { drawProject, readWholeGraph, type WholeGraph } from './replies/drawings.ts'
export { readGroup, readGroupCommits, readGroupRows, readGroups } from './replies/groups.ts'
export { readAliasMoves, readModel, readModels } from './replies/models.ts'
export { readLoggedRuns } from './replies/logged-runs.ts'
export { readModelCard } from './replies/model-card.ts'
export { readOverview } from './replies/overview.ts'
export { readRunLogs } from './replies/run-logs.ts'
export { readRunDifference } from './replies/run-differences.ts'
export { readRun, readRuns } from './replies/runs.ts'
export { readService, readServices } from './replies/services.ts'
export { readDeliveries } from './replies/sources.ts'
export {
  readChallenges,
  readChallengeTruth,
  toChallengeReply,
  toChallengeStart,
} from './replies/challenges.ts'
export { readView, readViews } from './replies/views.ts'
export { readWhy } from './replies/why.ts'
export { startServer, type RunningServer } from './start-server.ts'
export { up, type Up, type UpOptions } from './up.ts'
export { acknowledgeByRequest, readAlert, readAlerts, silenceByRequest } from './replies/alerts.ts'
export {
  readMonitor,
  readMonitorReport,
  readMonitorRuns,
  readMonitors,
  toMonitorRunReply,
} from './replies/monitors.ts'
export { readObjectives } from './replies/objectives.ts'
export { serveAsWorker, workerPort } from './workers/serve-as-worker.ts'
