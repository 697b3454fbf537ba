export { freshnessOf, type Freshness } from './freshness.ts'
export {
  errorsByLead,
  listOutcomes,
  summarizeOutcomes,
  type LeadError,
  type Outcome,
} from './how-we-did.ts'
export { challengeTruth, type ArmTruth, type ChallengeTruth } from './challenge-truth.ts'
export {
  type BothSides,
  type ColumnDrift,
  type DriftBins,
  type DriftEffect,
  type DriftMode,
  type DriftReport,
  type DriftState,
  type MonitoredKind,
  type MultivariateDrift,
} from './drift/drift-report.ts'
export type { DriftSide, MonitoredColumn } from './drift/drift-side.ts'
export type { DriftTest } from './drift/drift-test.ts'
export { measureDrift, type DriftOptions } from './drift/measure-drift.ts'
export { measureReconstruction } from './drift/together/measure-reconstruction.ts'
export { tellSidesApart, tellTextsApart } from './drift/together/tell-sides-apart.ts'
export { readDriftSide, type ComparedColumn } from './drift/read-drift-side.ts'
export { retrainingErrors } from './retraining/errors.ts'
export {
  defineRetraining,
  type BetterRule,
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
export { answersOf, type DecisionAnswer } from './retraining/answers-of.ts'
export { getDecision, listDecisions, type DecisionQuery } from './retraining/decision-records.ts'
export {
  candidateOf,
  type DecisionState,
  type RetrainingDecision,
} from './retraining/retraining-decision.ts'
export { isRetrainingDue } from './retraining/is-retraining-due.ts'
export { retrain, type Retrained, type RetrainOptions } from './retraining/retrain.ts'
export type { RetrainDeps } from './retraining/retrain-deps.ts'
export type { MetricPair, RetrainingEvidence } from './retraining/retraining-evidence.ts'
export { settleTrials } from './retraining/settle-trials.ts'
export { acceptProposal, declineProposal, type SettleDeps } from './retraining/settle-proposal.ts'
export { writeDecision } from './retraining/write-decision.ts'
export { monitoringErrors } from './errors.ts'
export {
  defineMonitor,
  everyPredictions,
  type EveryPredictions,
  type MonitorDefinition,
  type WatchDefinition,
} from './monitors/define-monitor.ts'
export { gateRule } from './monitors/gate-rule.ts'
export {
  monitorStates,
  type Confusion,
  type FullMonitorRun,
  type MonitorDrift,
  type MonitorRun,
  type MonitorState,
  type MonitorValue,
  type Verdict as MonitorVerdict,
} from './monitors/monitor-run.ts'
export type { Costs, Every, ModelPart, Monitor, Watched } from './monitors/monitor.ts'
export type { MonitorStore, Series, SeriesPoint } from './monitors/monitor-store.ts'
export { describeEvery, nextDueAt } from './monitors/next-due.ts'
export {
  asTrained,
  asVersion,
  before,
  describeReference,
  type Reference,
} from './monitors/reference.ts'
export {
  atLeast,
  atMost,
  judges,
  noDrift,
  type LimitOptions,
  type Rule,
  type RuleOptions,
} from './monitors/rule.ts'
export {
  notWorstSoFar,
  unchanged,
  withinQuartiles,
  withinTwoDeviations,
  type HistoryOptions,
} from './monitors/history-rules.ts'
export type { MeasureDeps } from './monitors/measure-deps.ts'
export {
  runDueMonitors,
  runMonitor,
  type Asked,
  type RunMonitorOptions,
} from './monitors/run-monitors.ts'
export { sqlMonitorStore } from './monitors/sql-monitor-store.ts'
export { whatIf, type WouldFire } from './monitors/what-if.ts'
export { describeWindow, lastRows, sliding, tumbling, type Window } from './monitors/window.ts'
export { acknowledgeAlert, silenceAlert } from './alerts/answer-alert.ts'
export { countFiring, getAlert, listAlerts } from './alerts/alert-records.ts'
export {
  alertStates,
  isSilenced,
  type Alert,
  type AlertEvent,
  type AlertId,
} from './alerts/alert.ts'
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
export { tellStory, type AlertStory } from './alerts/tell-story.ts'
export { deliverAlerts, tryChannel, type DeliverAlertsDeps } from './alerts/deliver-alerts.ts'
export type { AlertMessage } from './alerts/alert-message.ts'
export { recordAlerts } from './alerts/record-alerts.ts'
export { exportedMonitors } from './export/exported-monitor.ts'
export { writeGrafanaDashboard } from './export/write-grafana-dashboard.ts'
export { writePrometheusRules } from './export/write-prometheus-rules.ts'
export { countWaiting, listDeliveries, type AlertDelivery } from './alerts/list-deliveries.ts'
export {
  measureObjective,
  watchObjective,
  type Burn,
  type ObjectiveState,
} from './objectives/measure-objective.ts'
export {
  answered,
  answeredWithin,
  defineObjective,
  describeObjective,
  type BurnRule,
  type Objective,
} from './objectives/objective.ts'
export {
  forgetMinutes,
  secondsBounds,
  serviceCounter,
  type ServiceCounter,
} from './objectives/service-minutes.ts'
export type { ExpectedConfusion } from './estimates/class-metrics.ts'
export type { Estimate } from './estimates/estimate.ts'
export {
  estimateClasses,
  fitClassesEstimator,
  type ClassesEstimator,
  type UnknownClasses,
} from './estimates/estimate-classes.ts'
export {
  estimateErrors,
  estimatedErrorMetrics,
  fitErrorEstimator,
  type ErrorEstimator,
  type EstimatedErrorMetric,
  type PredictedRows,
} from './estimates/estimate-errors.ts'
export {
  estimateConfusion,
  estimateYesNo,
  fitYesNoEstimator,
  type UnknownRows,
  type YesNoEstimator,
} from './estimates/estimate-yes-no.ts'
