export { freshnessOf, type Freshness } from './freshness.ts'
export {
  errorsByLead,
  listOutcomes,
  summarizeOutcomes,
  type LeadError,
  type Outcome,
} from './how-we-did.ts'
export { challengeTruth, type ArmTruth, type ChallengeTruth } from './challenge-truth.ts'
