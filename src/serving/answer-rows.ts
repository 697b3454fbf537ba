import { newId } from '../base/index.ts'
import { servingErrors } from './errors.ts'
import type { LoadedPredictor } from './load-predictor.ts'
import { entitiesOf } from './entities-of.ts'
import { givenFeatures, type Prediction, type PredictionId } from './prediction.ts'
import { requestRowParser, show, type RequestRow } from './request-row.ts'
import type { ServedData } from './served-data.ts'
import type { PredictionOf, ServedModel, Service } from './service.ts'
import type { WhatIf } from './what-if.ts'

/** What a request is answered from. It is replaced as a whole, so that each answer has one of each. */
export interface Serving {
  readonly predictor: LoadedPredictor
  readonly data: ServedData
}

export type AnswerRows = (
  serving: Serving,
  rows: readonly Readonly<Record<string, unknown>>[],
  now: Date,
) => Prediction[]

export const rowLimit = 10_000

/** How many known keys an error tells. */
const toldKeys = 20

/**
 * Makes the function that predicts the rows of requests, without waiting for anything. It throws
 * `tooManyRows`, `rowDoesNotFit` or `unknownField`; then no row is predicted.
 */
export function rowAnswerer(service: Service, whatIf: WhatIf): AnswerRows {
  const { model } = service
  const parse = requestRowParser(model, whatIf.settable)

  function answer({ predictor, data }: Serving, row: RequestRow, rowNumber: number, now: Date) {
    const found = data.online.lookup(row.key, row.at)
    if (found === undefined) throw unknownKey(model, data, row, rowNumber)
    const { overrides } = row
    const values =
      overrides === undefined ? found.features : whatIf.apply(row.key, found.features, overrides)
    const features = givenFeatures(model.view, values)
    return {
      id: newId<PredictionId>('prd', now),
      model: model.name,
      version: predictor.version.version,
      origin: 'online' as const,
      service: service.name,
      key: row.key,
      at: row.at,
      value: predictor.predict(features),
      knownBy: data.knownBy,
      madeAt: now,
      features,
      deliveries: found.deliveries,
      commits: data.commits,
      ...(overrides === undefined ? {} : { overrides }),
    }
  }

  return (serving, rows, now) => {
    if (rows.length > rowLimit) {
      throw servingErrors.tooManyRows({ rowCount: rows.length, limit: rowLimit })
    }
    const asked = rows.map((row, place) => parse(row, place + 1, now))
    return asked.map((row, place) => answer(serving, row, place + 1, now))
  }
}

export function toAnswer<M extends ServedModel>(model: M, prediction: Prediction): PredictionOf<M> {
  const { id, key, at, value, features } = prediction
  const label = model.view.label.column
  const answer: Record<string, unknown> = { predictionId: id, ...key, at, [label]: value }
  for (const [name, feature] of Object.entries(features)) {
    if (!Object.hasOwn(answer, name)) answer[name] = feature
  }
  return answer as PredictionOf<M>
}

function unknownKey(model: ServedModel, data: ServedData, { key }: RequestRow, rowNumber: number) {
  const names = Object.keys(key)
  const entities = entitiesOf(model, data.online)
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
