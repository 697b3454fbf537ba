export {
  boostedTrees,
  type BoostedTrees,
  type EarlyStopping,
  type FittedBoostedTrees,
} from './boosting/boosted-trees.ts'
export type { Tree } from './boosting/tree.ts'
export { bootstrapInterval, type BootstrapOptions, type Interval } from './bootstrap-interval.ts'
export { compilePredictor, type Predictor, type RawRow } from './compile-predictor.ts'
export {
  meanBaseline,
  medianBaseline,
  type FittedConstant,
  type MeanBaseline,
  type MedianBaseline,
} from './constant.ts'
export { asNumber, cyclic, ordinal, scaled, type Encoder, type FittedEncoder } from './encoder.ts'
export { learnErrors } from './errors.ts'
export type { FittedInput } from './feature-matrix.ts'
export { fitModel, type FitModelOptions } from './fit-model.ts'
export { predictColumns, type FittedModel } from './fitted-model.ts'
export {
  featureImportance,
  permutationImportance,
  type Importance,
  type PermutationOptions,
} from './importance.ts'
export type { CategoryColumn, InputColumn, NumberColumn } from './input-column.ts'
export { fitLearner, type FittedLearner, type Learner } from './learner.ts'
export type { LearningData, LearningOptions, LearningProgress } from './learning-data.ts'
export {
  bias,
  isBetter,
  mae,
  maxAbsoluteError,
  maxError,
  meanAbsoluteError,
  meanError,
  medianAbsoluteError,
  medianError,
  r2,
  rmse,
  rootMeanSquaredError,
  rSquared,
  type Metric,
} from './metric.ts'
export {
  byTime,
  random,
  splitRows,
  type RandomSplit,
  type Split,
  type SplitByTime,
  type SplitRows,
} from './split.ts'
export { toOnnx, type ToOnnxOptions } from './to-onnx.ts'
