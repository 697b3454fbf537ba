export type { Asking, ServiceLimits, ServiceLoad } from './admission.ts'
export { clientWaits, type ClientWaits } from './client-waits.ts'
export { knownFeatures } from './known-features.ts'
export { rowLimit } from './answer-rows.ts'
export { withFileSource } from './batches/file-source.ts'
export { groupSource } from './batches/group-source.ts'
export { predictMany, type ManyOptions, type ManyPredicted } from './batches/predict-many.ts'
export { answerShares, predictShares } from './class-shares.ts'
export type { Said } from './composition/composition.ts'
export { refuseRow } from './composition/refuse-row.ts'
export { partsOf } from './composition/service-parts.ts'
export { toldColumns, toldParts } from './composition/told-columns.ts'
export { compactJournals, type Compaction } from './compact-journals.ts'
export { servingErrors } from './errors.ts'
export { answerExplainer } from './explain-answer.ts'
export { batchPredictions, findPrediction, newestPredictions } from './find-prediction.ts'
export { forgetOldPredictions } from './forget-old.ts'
export type { Forecast, ForecastPoint } from './forecast.ts'
export { makeForecast, type MadeForecast } from './forecasts/make-forecast.ts'
export { isForecastService, openForecastService } from './forecasts/open-forecast-service.ts'
export { readSeries } from './forecasts/read-series.ts'
export { keepTruth } from './forecasts/keep-truth.ts'
export { isForecast, seriesName, type ServedForecast } from './forecasts/served-forecast.ts'
export { fsPredictionJournal } from './fs-prediction-journal.ts'
export { followJournals, type JournalFollower } from './follow-journals.ts'
export { loadPredictor } from './load-predictor.ts'
export { openService, type Answer, type OpenService, type ServiceDeps } from './open-service.ts'
export type { ServiceState } from './service-state.ts'
export { predictBatch, type BatchOptions } from './predict-batch.ts'
export { predictForecast, type ForecastOptions } from './predict-forecast.ts'
export { listBatches, type PredictionBatch } from './prediction-batch.ts'
export type { ServiceLog } from './service-log.ts'
export type { PredictionJournal } from './prediction-journal.ts'
export {
  givenFeatures,
  predictionOrigins,
  type Prediction,
  type PredictionId,
} from './prediction.ts'
export { predictionsGroup } from './predictions-group.ts'
export { findInJournals, listJournals, listNewest, type JournalDeps } from './read-journals.ts'
export { replayPrediction, type Replay } from './replay-prediction.ts'
export type { FeatureDifference } from './replayed-model.ts'
export { replayNewest } from './replay-newest.ts'
export { isRequired, type ServiceField } from './service-field.ts'
export { faceRow } from './face-names.ts'
export { answerRoom, type AnswerBytes } from './quick/bytes-answerer.ts'
export { readServiceForm } from './service-form.ts'
export { decodePng } from './images/decode-png.ts'
export { decodeJpeg } from './images/decode-jpeg.ts'
export { imageFields, type ImageRow } from './images/image-row.ts'
export { greyOf, type GreyImage } from './images/grey-image.ts'
export { imageBytes, readImage } from './images/read-image.ts'
export { resizeImage } from './images/resize-image.ts'
export {
  defineService,
  type KeyValue,
  type PredictionOf,
  type ServedModel,
  type Service,
} from './service.ts'
export { answerStream } from './streams/answer-stream.ts'
export { linesOf } from './streams/lines-of.ts'
export { lineStream } from './streams/line-stream.ts'
export { redisStream } from './streams/redis-stream.ts'
export type { StreamAdapter } from './streams/stream-adapter.ts'
export { outcomesGroup } from './outcomes/outcomes-group.ts'
export { tellOutcomes } from './outcomes/tell-outcomes.ts'
export { shiftOf } from './challenges/shift-of.ts'
export { meanMs } from './challenges/arm-tally.ts'
export { advanceChallenge, endChallenge, startChallenge } from './challenges/start-challenge.ts'
export { listChallenges } from './challenges/challenge-records.ts'
export {
  challengeKinds,
  type Challenge,
  type ChallengeKind,
  type ChallengeLimits,
  type ChallengePlan,
  type ChallengeState,
  type ChallengeTallies,
} from './challenges/challenge.ts'
export type { WhyEdge, WhyNode } from './why-graph.ts'
export { whyPrediction, type Why } from './why-prediction.ts'
export { lineageOfVersion } from './why-version.ts'
