import {
  boostedTrees,
  featureImportance,
  fitModel,
  foldRows,
  kFold,
  logisticRegression,
  predictColumns,
  random,
  rocAuc,
  tfIdf,
  type FitModelOptions,
  type InputColumn,
} from '../../../learn/index.ts'
import type { MultivariateDrift } from '../drift-report.ts'
