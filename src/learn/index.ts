export {
  boostedTrees,
  type BoostedTrees,
  type FittedBoostedTrees,
} from './boosting/boosted-trees.ts'
export {
  bernoulliBayes,
  categoricalBayes,
  gaussianBayes,
  multinomialBayes,
} from './bayes/naive-bayes.ts'
export { calibrated, decided, type Costs, type Decided } from './calibration/calibrated.ts'
export { conformal } from './conformal/conformal.ts'
export { fitIsotonic } from './calibration/fit-curve.ts'
export { stacking, voting } from './ensembles/voting.ts'
export {
  backTest,
  summarizeBackTest,
  testForecaster,
  type BackTest,
  type ForecastScores,
  type TestedPoint,
} from './forecast/back-test.ts'
export { fitForecaster, learnedColumns } from './forecast/fit-forecaster.ts'
export { explainAhead, forecastAhead, type ForecastPoint } from './forecast/forecast-ahead.ts'
export { wilsonInterval } from './wilson-interval.ts'
export { profileForecaster } from './forecast/profile-forecaster.ts'
export {
  forecaster,
  type CalendarPart,
  type FittedForecaster,
  type Forecaster,
} from './forecast/forecaster.ts'
export { seriesHistory, type SeriesHistory } from './forecast/series-history.ts'
export { digestOfSeries, type SeriesTable } from './forecast/series-table.ts'
export { lastValueBaseline, seasonalNaiveBaseline } from './named-column.ts'
export { predictIntervals, predictSets } from './predict-bounds.ts'
export { kMeans, type FittedClusters } from './clusters/k-means.ts'
export { isolationForest } from './isolation/isolation-forest.ts'
export { nearestNeighbours } from './neighbours/nearest-neighbours.ts'
export { neuralNetwork } from './network/neural-network.ts'
export type { Tree } from './trees/tree.ts'
export { accuracy, logLoss, rocAuc, weightedF1 } from './binary-metric.ts'
export { bootstrapInterval, type Interval } from './bootstrap-interval.ts'
export { rawColumn } from './raw-column.ts'
export {
  compileManyPredictor,
  compileNumbersPredictor,
  compilePredictor,
  type Predictor,
  type RawRow,
} from './compile-predictor.ts'
export { constantBaseline, meanBaseline, medianBaseline, mostFrequentBaseline } from './constant.ts'
export { confusionMatrix } from './confusion-matrix.ts'
export {
  asCategory,
  hashed,
  oneHot,
  ordinal,
  targetMean,
  tfIdf,
} from './encoders/category-encoders.ts'
export { englishStopWords } from './encoders/english-stop-words.ts'
export { toWords } from './encoders/words.ts'
export { decodeFeatures } from './decode-features.ts'
export { chain, type Encoder } from './encoders/encoder.ts'
export type { LabelScale } from './encoders/label-scale.ts'
export {
  asNumber,
  binned,
  cyclic,
  imputed,
  logged,
  rangeScaled,
  robustScaled,
  scaled,
} from './encoders/number-encoders.ts'
export { pca, type Pca } from './encoders/pca.ts'
export { symmetricEigen } from './statistics/symmetric-eigen.ts'
export { decisionTree, extraTrees, randomForest, type FittedForest } from './forest/forest.ts'
export { sharesOfClass, type ClassShares } from './class-shares.ts'
export { learnErrors } from './errors.ts'
export { explainBySampling } from './explain/explain-by-sampling.ts'
export {
  fitExplainer,
  mergeExplainers,
  openExplainer,
  type Explain,
  type Explainer,
} from './explain/explainer.ts'
export { countSets, pickBackground } from './explain/sampled-shapley.ts'
export type { Explanation, ExplanationScale } from './explain/explanation.ts'
export { measureImportance, type Predict } from './explain/importance-intervals.ts'
export { partialDependence } from './explain/partial-dependence.ts'
export {
  differenceOf,
  disparityTo,
  fairnessNotions,
  holdsParity,
  measureNotion,
  parities,
  ratioOf,
  type FairnessNotion,
  type Parity,
} from './fairness/disparity.ts'
export { disparityIntervals, type Ends } from './fairness/disparity-intervals.ts'
export { ratesByGroup, type GroupRates } from './fairness/group-rates.ts'
export { fitFromBatches, type FitFromBatchesOptions } from './fit-from-batches.ts'
export { fitModel, type FitModelOptions } from './fit-model.ts'
export {
  askColumns,
  askShares,
  joinSaid,
  predictClasses,
  predictColumns,
  type FittedModel,
  type Said,
} from './fitted-model.ts'
export {
  describeTransformations,
  transformationsOf,
  type DescribedTransformation,
  type FittedTransformations,
} from './fitted-transformations.ts'
export { featureImportance, permutationImportance, type Importance } from './importance.ts'
export type { CategoryColumn, InputColumn, NumberColumn } from './input-column.ts'
export { usualSettings } from './declare-learner.ts'
export { measureRows, pickBeside, pickJudged, rowDrawer, type JudgedRows } from './judged-rows.ts'
export { type Learner } from './learner.ts'
export { columnsReadBy } from './learner-traits.ts'
export { parametersOf, withParameters } from './learner-parameters.ts'
export {
  elasticNet,
  lasso,
  leastSquares,
  logisticRegression,
  multinomialRegression,
  poissonRegression,
  ridge,
  type FittedLinear,
  type FittedLinearClasses,
  type Linear,
} from './linear/linear.ts'
export type { LearnedSoFar, LearningProgress } from './learning-data.ts'
export {
  asksShares,
  bias,
  isBetter,
  mae,
  maxError,
  meanAbsoluteError,
  meanError,
  medianError,
  r2,
  rmse,
  rootMeanSquaredError,
  rSquared,
  type Metric,
  type RowsBeside,
} from './metric.ts'
export { ndcg } from './ndcg.ts'
export {
  d2Absolute,
  d2Pinball,
  d2Tweedie,
  explainedVariance,
  gammaDeviance,
  mape,
  mse,
  msle,
  pearson,
  pinball,
  poissonDeviance,
  rmsle,
  spearman,
  tweedieDeviance,
  wape,
} from './metrics/amount-metrics.ts'
export { calibrationBins } from './metrics/calibration-bins.ts'
export { countClasses } from './metrics/class-counts.ts'
export {
  adjustedRand,
  classAccuracy,
  classKappa,
  classMatthews,
  classWeightedF1,
  macroF1,
  macroPrecision,
  macroRecall,
  quadraticKappa,
} from './metrics/class-metrics.ts'
export { oneVsOneAuc } from './metrics/one-vs-one-auc.ts'
export {
  classBrier,
  classCalibrationError,
  classLogLoss,
  d2ClassLogLoss,
  macroAveragePrecision,
  oneVsRestAuc,
  pairwiseAuc,
  truthShares,
} from './metrics/share-metrics.ts'
export { precisionRecallCurve, rocCurve } from './metrics/threshold-curves.ts'
export {
  averagePrecision,
  balancedAccuracy,
  brier,
  calibrationError,
  d2Brier,
  d2LogLoss,
  f1,
  fBeta,
  gini,
  jaccard,
  kappa,
  ksStatistic,
  matthews,
  negativePredictiveValue,
  prAuc,
  precision,
  recall,
  specificity,
  youden,
} from './metrics/yes-no-metrics.ts'
export { halvingFactor, isHopeless, pruningRules, type PruningRule } from './search/prune-trial.ts'
export {
  among,
  between,
  wholeBetween,
  type SearchRange,
  type SearchSpace,
  type SearchSpaceOf,
} from './search/search-space.ts'
export { parameterImportance } from './search/parameter-importance.ts'
export { usualSearch } from './search/usual-search.ts'
export { searchMethods, suggestValues, type SearchMethod } from './search/suggest-values.ts'
export { lastLoss, rankTrials, type Trial, type TrialValues } from './search/trial.ts'
export { foldRows, kFold, type KFold } from './splits/k-fold.ts'
export { splitRows, type SplitRows } from './splits/split-rows.ts'
export type { RowsToSplit } from './splits/split-units.ts'
export {
  byHash,
  byTime,
  grouped,
  random,
  stratified,
  type GroupedSplit,
  type Split,
  type SplitManner,
} from './splits/split.ts'
export { adwin } from './change-points/adwin.ts'
export { ddm } from './change-points/ddm.ts'
export { eddm } from './change-points/eddm.ts'
export { findChangePoints, type ChangeRule } from './change-points/find-change-points.ts'
export { judgeScore, type ScoreTest } from './change-points/judge-score.ts'
export { kswin } from './change-points/kswin.ts'
export { pageHinkley } from './change-points/page-hinkley.ts'
export { countAtEdges } from './reference-profile/quantile-edges.ts'
export { cumulativeShares } from './reference-profile/cumulative-shares.ts'
export { mergeProfiles } from './reference-profile/merge-profiles.ts'
export { profileColumns, sketchCategories } from './reference-profile/profile-columns.ts'
export type {
  CategorySketch,
  ColumnSketch,
  NumberSketch,
  ReferenceProfile,
} from './reference-profile/reference-profile.ts'
export {
  binCategories,
  binDistinctNumbers,
  binNumbers,
  countCategories,
} from './statistics/bin-shares.ts'
export { chiSquareFit, chiSquareTwoSample, type ChiSquareResult } from './statistics/chi-square.ts'
export { corrections, correctPValues, type Correction } from './statistics/correct-p-values.ts'
export { correlationRoot } from './statistics/correlation-root.ts'
export {
  fillEmptyShares,
  hellinger,
  jensenShannon,
  kullbackLeibler,
  populationStability,
} from './statistics/divergence.ts'
export { gammaTail, normalCdf } from './statistics/gamma-tail.ts'
export { fisherExact } from './statistics/fisher-exact.ts'
export { poolRareCounts } from './statistics/pool-rare-counts.ts'
export { proportionsTest } from './statistics/proportions-test.ts'
export { andersonDarling } from './statistics/anderson-darling.ts'
export { cramerVonMises } from './statistics/cramer-von-mises.ts'
export { energyDistance } from './statistics/energy-distance.ts'
export { eppsSingleton } from './statistics/epps-singleton.ts'
export { gTest, gTestFit } from './statistics/g-test.ts'
export { mannWhitney } from './statistics/mann-whitney.ts'
export { maximumMeanDiscrepancy } from './statistics/maximum-mean-discrepancy.ts'
export { mersenneTwister, type MersenneTwister } from './statistics/mersenne-twister.ts'
export { studentTest } from './statistics/student-test.ts'
export { totalVariation, totalVariationTest } from './statistics/total-variation.ts'
export { kolmogorovSmirnov } from './statistics/kolmogorov-smirnov.ts'
export { kolmogorovLimitTail, kolmogorovTail } from './statistics/kolmogorov-tail.ts'
export { logGamma } from './statistics/log-gamma.ts'
export { meanShift } from './statistics/mean-shift.ts'
export { normalQuantile } from './statistics/normal-quantile.ts'
export { quantileOf } from './statistics/quantile-of.ts'
export { studentTail } from './statistics/student-tail.ts'
export { momentsOf, type Moments } from './statistics/moments.ts'
export { welchTail } from './statistics/welch.ts'
export { smirnovTail } from './statistics/smirnov-tail.ts'
export { wasserstein, wassersteinNormed } from './statistics/wasserstein.ts'
export { pruneTrees } from './boosting/prune-trees.ts'
export { quantiseTrees } from './trees/quantise-trees.ts'
export { thinForest } from './trees/thin-forest.ts'
export { sharesOutput } from './onnx/shares-output.ts'
export { quantiseOnnx } from './onnx/quantise-onnx.ts'
export { adoptOnnx, type AdoptedModel } from './onnx/adopt-onnx.ts'
export { toOnnx } from './to-onnx.ts'
export { f64, i32, i64, i8x16, type Operand, type Step, type Value } from './wasm/code.ts'
export { openModuleText, type Scope } from './wasm/module.ts'
export { leaveFunction, loopForever, loopWhile, when, type Variable } from './wasm/steps.ts'
export { webAssembly } from './wasm/web-assembly.ts'
