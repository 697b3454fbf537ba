import { newId } from '../base/index.ts'
import {
  featureValues,
  type MaybePromise,
  type OnlineAnswer,
  type OnlineFeatures,
  type OnlineView,
} from '../features/index.ts'
import { servingErrors } from './errors.ts'
import type { LoadedPredictor } from './load-predictor.ts'
import type { Answered, ChallengeFollower } from './challenges/follow-challenge.ts'
import { entitiesOf } from './entities-of.ts'
import { knownFeatures, missingFeatures } from './known-features.ts'
import {
  givenFeatures,
  type GivenFeatures,
  type Prediction,
  type PredictionId,
} from './prediction.ts'
import { requestRowParser, show, type RequestRow } from './request-row.ts'
import type { ServedModel } from './served-model.ts'
import type { PredictionOf, Service } from './service.ts'
import type { Serving } from './serving.ts'
import type { WhatIf } from './what-if.ts'

export type AnswerRows = (
  serving: Serving,
  rows: readonly Readonly<Record<string, unknown>>[],
  now: Date,
  /** What the predictions are to be called; new names if it is absent. */
  ids?: readonly PredictionId[],
) => MaybePromise<Prediction[]>

export const rowLimit = 10_000

type Found = Pick<OnlineFeatures, 'features' | 'deliveries' | 'newest'>

/** How many known keys an error tells. */
const toldKeys = 20

/**
 * Makes the function that predicts the rows of requests; it waits only where the features are elsewhere. A
 * key that no group knows is answered where a request tells of it, else refused. It throws
 * `tooManyRows`, `rowDoesNotFit` or `unknownField`; then no row is predicted.
 */
export function rowAnswerer(
  service: Service,
  whatIf: WhatIf,
  challenges: ChallengeFollower | undefined,
): AnswerRows {
  const { model } = service
  const parse = requestRowParser(model, whatIf.settable)
  const known = knownFeatures(model.view)

  function featuresOf({ key, overrides }: RequestRow, { features: found }: Found): GivenFeatures {
    const values = overrides === undefined ? found : whatIf.apply(key, found, overrides)
    return givenFeatures(model.view, values)
  }

  /** What each row is answered with: by the version of the alias alone, or beside one that challenges. */
  function say(
    predictor: LoadedPredictor,
    asked: readonly RequestRow[],
    features: readonly GivenFeatures[],
  ): MaybePromise<readonly Answered[]> {
    const challenge = challenges?.current()
    if (challenges === undefined || challenge === undefined || challenge.kind === 'shadow') {
      const { version } = predictor.version
      const toAnswered = (values: ArrayLike<number>) =>
        Array.from(values, (value): Answered => ({ version, value }))
      const values = predictor.predictMany(features)
      return values instanceof Promise ? values.then(toAnswered) : toAnswered(values)
    }
    const rows = asked.map(({ key }, place) => ({ key, features: features[place] ?? {} }))
    return challenges.answer(predictor, rows)
  }

  /** What can be said of a key without rows: only where the request tells of it. */
  function stranger({ key, request }: RequestRow) {
    if (request === undefined) return undefined
    const features = featureValues(whatIf.view.features, {}, key, request)
    return { features, deliveries: {}, newest: {} }
  }

  return (serving, rows, now, ids) => {
    if (rows.length > rowLimit) {
      throw servingErrors.tooManyRows({ rowCount: rows.length, limit: rowLimit })
    }
    const { predictor, online } = serving
    const asked = rows.map((row, place) => parse(row, place + 1, now))
    const take = ({ rows: read, knownBy, commits }: OnlineAnswer): MaybePromise<Prediction[]> => {
      const found = asked.map((row, place) => {
        const own = read[place] ?? stranger(row)
        if (own === undefined) throw unknownKey(model, online, row, place + 1)
        const missing = missingFeatures(known, own.newest, row.overrides)
        if (missing !== undefined && service.unknownKeys === 'refuse') {
          throw nothingKnown(row, place + 1, missing)
        }
        return { row, missing, deliveries: own.deliveries, features: featuresOf(row, own) }
      })
      const finish = (said: readonly Answered[]): Prediction[] =>
        found.map(
          ({ row: { key, at, request, overrides }, deliveries, features, missing }, place) => ({
            id: ids?.[place] ?? newId<PredictionId>('prd', now),
            model: model.name,
            ...(said[place] ?? { version: predictor.version.version, value: Number.NaN }),
            origin: 'online' as const,
            service: service.name,
            key,
            at,
            knownBy,
            madeAt: now,
            features,
            deliveries,
            commits,
            ...(request === undefined ? {} : { request }),
            ...(overrides === undefined ? {} : { overrides }),
            ...(missing === undefined ? {} : { missing }),
          }),
        )
      const features = found.map((one) => one.features)
      const said = say(predictor, asked, features)
      return said instanceof Promise ? said.then(finish) : finish(said)
    }
    const read = online.read(asked)
    return read instanceof Promise ? read.then(take) : take(read)
  }
}

export function toAnswer<M extends ServedModel>(model: M, prediction: Prediction): PredictionOf<M> {
  const { id, key, at, value, features, version, challengeId, confidence, fallback, missing } =
    prediction
  const label = model.view.label.column
  const answer: Record<string, unknown> = { predictionId: id, ...key, at, [label]: value }
  if (challengeId !== undefined) answer['modelVersion'] = version
  for (const name of Object.keys(features)) {
    if (!Object.hasOwn(answer, name)) answer[name] = features[name]
  }
  if (confidence !== undefined) answer['confidence'] = confidence
  if (fallback !== undefined) answer['fallback'] = fallback
  const said = prediction.parts?.filter(({ kind }) => kind !== 'chain') ?? []
  if (said.length > 0) {
    answer['parts'] = Object.fromEntries(said.map((part) => [part.name, part.value]))
  }
  if (missing !== undefined) {
    answer['missing'] = missing
    answer['warning'] =
      `Nothing is known of ${keyText(key)}; the features that are missing were not used.`
  }
  Object.assign(answer, prediction.reply)
  return answer as PredictionOf<M>
}

function nothingKnown({ key, at }: RequestRow, rowNumber: number, missing: readonly string[]) {
  const named = { rowNumber, key: keyText(key), at: at.toISOString(), missing: missing.join(', ') }
  return servingErrors.nothingKnown({ ...named, field: Object.keys(key).join(', ') })
}

function keyText(key: Readonly<Record<string, unknown>>): string {
  return Object.entries(key)
    .map(([name, value]) => `${name} ${show(value)}`)
    .join(' and ')
}

function unknownKey(
  model: ServedModel,
  online: OnlineView,
  { key }: RequestRow,
  rowNumber: number,
) {
  const names = Object.keys(key)
  const entities = entitiesOf(model, online)
  const known = entities.slice(0, toldKeys).map((entity) => showKey(entity, names))
  const more = entities.length > toldKeys ? `, … (${entities.length} in all)` : ''
  return servingErrors.rowDoesNotFit({
    rowNumber,
    field: names.join(', '),
    found: showKey(key, names),
    wanted:
      known.length === 0 ? 'known, and no rows are there yet' : `one of ${known.join(', ')}${more}`,
  })
}

export function showKey(key: Readonly<Record<string, unknown>>, names: readonly string[]): string {
  return names.map((name) => show(key[name])).join(' / ')
}
