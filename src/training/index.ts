export { trainingErrors } from './errors.ts'
export { judgeVersion, type EvidenceDeps } from './judge-version.ts'
export { defineModel, describeLearner, type Model } from './model.ts'
export { trainModel, type TrainDeps, type TrainOptions } from './train-model.ts'
