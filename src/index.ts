/*
 * What a project imports from `groundswell`. Definitions first, then what their functions may use.
 */
export {
  boolean,
  float,
  integer,
  text,
  timestamp,
  type Columns,
  type RowOf,
} from './table/index.ts'
export { defineSettings, type Duration } from './base/index.ts'
export {
  checkDataset,
  chiSquare,
  datasetTable,
  defineSource,
  exactSchema,
  fresh,
  inBox,
  inRange,
  js,
  kl,
  ks,
  matches,
  meanWithin,
  missingAtMost,
  oneOf,
  present,
  psi,
  quarantine,
  references,
  related,
  rowCount,
  rowRule,
  rule,
  similar,
  unique,
  warn,
  wasserstein,
  type Check,
  type CheckReport,
  type CheckTable,
  type Severity,
  type Source,
} from './data/index.ts'
export {
  csvRows,
  defineGroup,
  defineView,
  derive,
  type FeatureGroup,
  type View,
  type ViewRow,
} from './features/index.ts'
export {
  asNumber,
  bias,
  boostedTrees,
  byHash,
  byTime,
  cyclic,
  foldRows,
  grouped,
  kFold,
  mae,
  maxError,
  meanBaseline,
  medianBaseline,
  medianError,
  ordinal,
  r2,
  random,
  rmse,
  scaled,
  splitRows,
  stratified,
} from './learn/index.ts'
export { answersWithin, beats, worstSlice, type Gate } from './registry/index.ts'
export { defineModel, type Model } from './training/index.ts'
export { definePipeline, type Step } from './pipelines/index.ts'
export { defineService, type PredictionOf, type Service } from './serving/index.ts'
export {
  defineProject,
  defineSite,
  defineStep,
  loadStep,
  predictStep,
  promoteStep,
  trainStep,
  type Project,
} from './project/index.ts'

export { parseDuration, parseMoment, seededRandom, type Random } from './base/index.ts'
