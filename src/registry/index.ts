export type { Alias, AliasMove, AliasMoveId } from './alias-move.ts'
export { registryErrors } from './errors.ts'
export type { Evaluation, MetricValues, SliceEvaluation } from './evaluation.ts'
export {
  answersWithin,
  beats,
  worstSlice,
  type Evidence,
  type Gate,
  type GateResult,
} from './gate.ts'
export { getAliased, getVersion, readVersionFile } from './get-version.ts'
export type { ModelStore } from './model-store.ts'
export type { ModelVersion, Signature, SignatureColumn, VersionDetails } from './model-version.ts'
export { openOnnxPredictor, type OnnxInput, type OnnxPredictor } from './onnx-predictor.ts'
export { promoteVersion, type Promotion } from './promote-version.ts'
export { sqlModelStore } from './sql-model-store.ts'
