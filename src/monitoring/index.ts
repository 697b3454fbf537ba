export { freshnessOf, type Freshness } from './freshness.ts'
export {
  errorsByLead,
  listOutcomes,
  summarizeOutcomes,
  type LeadError,
  type Outcome,
} from './how-we-did.ts'
export { challengeTruth, type ArmTruth, type ChallengeTruth } from './challenge-truth.ts'
export { type ColumnDrift, type DriftReport } from './drift/drift-report.ts'
export type { MonitoredColumn } from './drift/drift-side.ts'
export type { DriftTest } from './drift/drift-test.ts'
export type { DriftOptions } from './drift/drift-options.ts'
export { measureDrift } from './drift/measure-drift.ts'
export { measureReconstruction } from './drift/together/measure-reconstruction.ts'
export { tellSidesApart, tellTextsApart } from './drift/together/tell-sides-apart.ts'
export { readDriftSide, type ComparedColumn } from './drift/read-drift-side.ts'
export { retrainingErrors } from './retraining/errors.ts'
export {
  defineRetraining,
  type Retraining,
  type RetrainingDefinition,
} from './retraining/define-retraining.ts'
export {
  atTimes,
  featuresDrift,
  lessAccurate,
  monitorAlarms,
  newRows,
  olderThan,
  type RetrainingTrigger,
} from './retraining/retraining-trigger.ts'
export { answersOf } from './retraining/answers-of.ts'
export { getDecision, listDecisions } from './retraining/decision-records.ts'
export {
  candidateOf,
  type DecisionState,
  type RetrainingDecision,
} from './retraining/retraining-decision.ts'
export { isRetrainingDue } from './retraining/is-retraining-due.ts'
export { retrain, type Retrained } from './retraining/retrain.ts'
export type { RetrainDeps } from './retraining/retrain-deps.ts'
export type { RetrainingEvidence } from './retraining/retraining-evidence.ts'
export { settleTrials } from './retraining/settle-trials.ts'
export { acceptProposal, declineProposal } from './retraining/settle-proposal.ts'
export { writeDecision } from './retraining/write-decision.ts'
export { monitoringErrors } from './errors.ts'
export { defineMonitor, everyPredictions } from './monitors/define-monitor.ts'
export { gateRule } from './monitors/gate-rule.ts'
export {
  monitorStates,
  type Confusion,
  type FullMonitorRun,
  type MonitorDrift,
  type MonitorRun,
  type MonitorState,
  type MonitorValue,
} from './monitors/monitor-run.ts'
export type { Costs, Every, Monitor } from './monitors/monitor.ts'
export type { Series, SeriesPoint } from './monitors/monitor-store.ts'
export { describeEvery, nextDueAt } from './monitors/next-due.ts'
export { asTrained, asVersion, before, describeReference } from './monitors/reference.ts'
export { atLeast, atMost, judges, noDrift } from './monitors/rule.ts'
export { sayRule } from './monitors/say-rule.ts'
export {
  notWorstSoFar,
  unchanged,
  withinQuartiles,
  withinTwoDeviations,
} from './monitors/history-rules.ts'
export type { MeasureDeps } from './monitors/measure-deps.ts'
export {
  measureOnce,
  runDueMonitors,
  runMonitor,
  type Asked,
  type AskedOnce,
} from './monitors/run-monitors.ts'
export { sqlMonitorStore } from './monitors/sql-monitor-store.ts'
export { whatIf } from './monitors/what-if.ts'
export { describeWindow, lastRows, sliding, tumbling, type Window } from './monitors/window.ts'
export { acknowledgeAlert, silenceAlert } from './alerts/answer-alert.ts'
export { countFiring, getAlert, listAlerts } from './alerts/alert-records.ts'
export { alertStates, isSilenced, type Alert } from './alerts/alert.ts'
export {
  describeChannel,
  emailChannel,
  fileChannel,
  pagerDutyChannel,
  slackChannel,
  terminalChannel,
  webhookChannel,
  type Channel,
} from './alerts/channel.ts'
export { tellingRows } from './alerts/telling-rows.ts'
export { tellStory } from './alerts/tell-story.ts'
export { deliverAlerts, type DeliverAlertsDeps } from './alerts/deliver-alerts.ts'
export { trialMessage, tryChannel } from './alerts/try-channel.ts'
export type { AlertMessage } from './alerts/alert-message.ts'
export { recordAlerts } from './alerts/record-alerts.ts'
export { exportedMonitors } from './export/exported-monitor.ts'
export { writeGrafanaDashboard } from './export/write-grafana-dashboard.ts'
export { writePrometheusRules } from './export/write-prometheus-rules.ts'
export { countWaiting, listDeliveries } from './alerts/list-deliveries.ts'
export { measureObjective, watchObjective } from './objectives/measure-objective.ts'
export {
  answered,
  answeredWithin,
  defineObjective,
  describeObjective,
  type Objective,
} from './objectives/objective.ts'
export {
  forgetMinutes,
  secondsBounds,
  serviceCounter,
  type ServiceCounter,
} from './objectives/service-minutes.ts'
export type { Estimate } from './estimates/estimate.ts'
export { estimateClasses, fitClassesEstimator } from './estimates/estimate-classes.ts'
export {
  estimateErrors,
  estimatedErrorMetrics,
  fitErrorEstimator,
  type PredictedRows,
} from './estimates/estimate-errors.ts'
export { estimateConfusion, estimateYesNo, fitYesNoEstimator } from './estimates/estimate-yes-no.ts'
