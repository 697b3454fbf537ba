export { isAliasName, type Alias, type AliasMove, type AliasMoveId } from './alias-move.ts'
export { registryErrors } from './errors.ts'
export type { Evaluation, MetricValues } from './evaluation.ts'
export type {
  ChampionComparison,
  EvaluationReport,
  FairnessFinding,
  LeakSuspicion,
  ReportedClass,
  ReportedContributions,
  ReportedHorizon,
  ReportedCurves,
  ReportedDependence,
  ReportedLatency,
  ReportedMetric,
  ReportedPictures,
  ReportedSlice,
  SliceSearch,
  PredictionKind,
} from './evaluation-report.ts'
export type { Examination, ExaminationId, Judgement } from './examination.ts'
export { behaves, says } from './gates/behaviour.ts'
export { beats } from './gates/beats.ts'
export { answersWithin, dataYoungerThan, smallerThan } from './gates/budget.ts'
export type { Evidence } from './gates/evidence.ts'
export { fairness } from './gates/fairness.ts'
export { defineGate, judgeGates, type Gate } from './gates/gate.ts'
export type { GateResult } from './gates/gate-result.ts'
export {
  pairedInterval,
  sideOf,
  type PairedInterval,
  type PairedRows,
} from './gates/paired-interval.ts'
export {
  isBroken,
  isFair,
  keepsBehaviours,
  nameFinding,
  noBadSlices,
} from './gates/report-gates.ts'
export { overall } from './gates/overall.ts'
export { withstandsMissing, withstandsNoise } from './gates/robustness.ts'
export { worstSlice } from './gates/worst-slice.ts'
export { forecastFiles, readBackTest, readForecaster } from './forecasts/forecast-files.ts'
export { exportVersion } from './export-version.ts'
export { getAliased, getVersion, readVersionFile } from './get-version.ts'
export {
  openGraphColumns,
  openGraphShares,
  openSharesOf,
  type GraphShares,
} from './graph-columns.ts'
export { findInProduction, type InProduction } from './in-production.ts'
export type { ModelStore } from './model-store.ts'
export type { ModelVersion, Signature, SignatureColumn } from './model-version.ts'
export type { ModelNotes } from './notes/model-notes.ts'
export { approveByRule, approveVersion, markChecked } from './notes/move-stage.ts'
export { parseModelName, type RegisteredModel } from './notes/registered-model.ts'
export { sqlModelNotes } from './notes/sql-model-notes.ts'
export {
  mlflowStages,
  type Stage,
  type Tags,
  type VersionNotes,
  type VersionStart,
} from './notes/version-notes.ts'
export { cardRates } from './cards/fairness-part.ts'
export { writeCard, type CardData, type ModelCard } from './cards/model-card.ts'
export { missingParts, type CardText } from './cards/card-text.ts'
export { readMlmodel, writeMlmodel } from './mlmodel.ts'
export { openOnnxCrew, type OnnxCrew, type RunBatch } from './onnx-crew.ts'
export { openOnnxPredictor, type OnnxInput, type OnnxPredictor } from './onnx-predictor.ts'
export { promoteVersion, removeAlias, rollBack, type Promotion } from './promote-version.ts'
export { searchModels, searchVersions } from './search/search-registry.ts'
export { sqlModelStore } from './sql-model-store.ts'
export { deliverWebhooks, signPayload, tryWebhook } from './webhooks/deliver-webhooks.ts'
export { registryEvents, type RegistryEventName } from './webhooks/registry-event.ts'
export { sqlWebhooks, type Webhooks } from './webhooks/sql-webhooks.ts'
export { parseEvents, parseWebhookUrl, type Webhook } from './webhooks/webhook.ts'
export { importVersions } from './import-versions.ts'
