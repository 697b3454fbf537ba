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
  driftModes,
  driftStates,
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
export { driftTests, type DriftTest } from './drift/drift-test.ts'
export { measureDrift, type DriftOptions } from './drift/measure-drift.ts'
