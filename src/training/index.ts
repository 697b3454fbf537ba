export { trainingErrors } from './errors.ts'
export { evaluate } from './evaluate.ts'
export { predictionKindOf } from './evaluation/prediction-kind.ts'
export type { FairnessRule } from './evaluation/measure-fairness.ts'
export type { EvidenceDeps } from './evidence-deps.ts'
export { judgeVersion, reportVersion } from './judge-version.ts'
export { defineModel, describeLearner, type Model } from './model.ts'
export { learnedView } from './learned-view.ts'
export {
  compareVersions,
  measureHeldOut,
  judgePart,
  pairRows,
  type HeldOutMeasures,
  type VersionComparison,
} from './measure-version.ts'
export { measureLeaks } from './measure-leaks.ts'
export { defineForecast, type Forecast } from './forecasts/forecast.ts'
export { compareForecasts } from './forecasts/compare-forecasts.ts'
export { learnedUntil } from './forecasts/judge-forecast.ts'
export { judgedPoints, pairedRows, pairPoints } from './forecasts/paired-points.ts'
export { toEvaluation } from './forecasts/test-scores.ts'
export { trainForecast } from './forecasts/train-forecast.ts'
export { judgedBy, type Trainable } from './trainable.ts'
export { importModel } from './import-model.ts'
export { shrinkVersion } from './shrink-version.ts'
export { joinParts, pickRows } from './parts/take-rows.ts'
export { parameterSettings, tuneModel } from './tune-model.ts'
export type { CrossValidation } from './cross-validate.ts'
export type { Losses } from './fit-part.ts'
export { findLastSweep, readSweep, type ReadSweep } from './sweeps/read-sweep.ts'
export { runSweep, type SweepOptions, type TrialNews } from './sweeps/run-sweep.ts'
export type { SweptTrial } from './sweeps/sweep.ts'
export { trainModel, type TrainDeps, type TrainOptions } from './train-model.ts'
