import { defineGroup, type Group } from '../features/index.ts'
import { float, integer, text, timestamp, type Columns, type EngineRow } from '../table/index.ts'
import { servingErrors } from './errors.ts'
import {
  predictionOrigins,
  type GivenFeatures,
  type Overrides,
  type Prediction,
  type PredictionId,
  type PredictionOrigin,
  type ChallengeArm,
  type FallbackKind,
  type PredictionPart,
} from './prediction.ts'
import type { ServedModel } from './served-model.ts'

/** The group that the platform writes a model's predictions to. */
export function predictionsGroup(model: ServedModel): Group {
  const { group: labels, column } = model.view.label
  const unit = labels.columns[column]?.unit
  const own = {
    at: timestamp({ description: 'The moment that it is for.' }),
    predictionId: text(),
    predicted: float(unit === undefined ? {} : { unit }),
    version: integer(),
    origin: text({ oneOf: predictionOrigins }),
    service: text({ optional: true }),
    knownBy: timestamp({ description: 'It uses nothing that was known later.' }),
    madeAt: timestamp(),
    features: text({ description: 'What the model was given, as JSON.' }),
    deliveries: text({ description: 'By group, the delivery of its newest row, as JSON.' }),
    commits: text({ description: 'By group, the sequence of the newest commit, as JSON.' }),
    request: text({ optional: true, description: 'What came with the request, as JSON.' }),
    overrides: text({ optional: true, description: 'What the asker set otherwise, as JSON.' }),
    missing: text({ optional: true, description: 'What was not known of its key, as JSON.' }),
    redacted: text({ optional: true, description: 'Whose values were not kept, as JSON.' }),
    askedBy: text({ optional: true, description: 'A key’s digest in short, or an address.' }),
    tookMs: float({ optional: true, unit: 'ms' }),
    asked: text({ optional: true, description: 'What was asked before it was prepared, as JSON.' }),
    parts: text({ optional: true, description: 'What several models said, as JSON.' }),
    reply: text({ optional: true, description: 'What the service told of it, as JSON.' }),
    confidence: float({ optional: true, min: 0, description: 'How sure the models were.' }),
    fallback: text({
      optional: true,
      description: 'By what it was answered as they were not sure.',
    }),
    modelValue: float({ optional: true, description: 'What the models said then.' }),
    challengeId: text({ optional: true, description: 'The challenge that its version was on.' }),
    challengeArm: text({ optional: true, description: 'Its part in the challenge.' }),
  } satisfies Columns
  const taken = labels.key.find((name) => Object.hasOwn(own, name))
  if (taken !== undefined) throw servingErrors.keyColumnTaken({ model: model.name, column: taken })
  return defineGroup<Columns, string>({
    name: `${model.name}-predictions`,
    description: `What versions of ${model.name} have predicted.`,
    key: labels.key,
    time: 'at',
    columns: { ...keyColumns(model), ...own },
  })
}

export function keyColumns({ view }: ServedModel): Columns {
  const { key, columns } = view.label.group
  return Object.fromEntries(
    key.flatMap((name) => {
      const column = columns[name]
      return column === undefined ? [] : [[name, column] as const]
    }),
  )
}

export function toPredictionRow(model: ServedModel, prediction: Prediction): EngineRow {
  const { id, value, at, version, origin, service, knownBy, madeAt, challengeId, challengeArm } =
    prediction
  return {
    ...readKey(model, prediction.key),
    predictionId: id,
    predicted: value,
    at,
    version,
    origin,
    service,
    knownBy,
    madeAt,
    features: JSON.stringify(prediction.features),
    deliveries: JSON.stringify(prediction.deliveries),
    commits: JSON.stringify(prediction.commits),
    request: toJson(prediction.request),
    overrides: toJson(prediction.overrides),
    missing: toJson(prediction.missing),
    redacted: toJson(prediction.redacted),
    askedBy: prediction.askedBy,
    tookMs: prediction.tookMs,
    asked: toJson(prediction.asked),
    parts: toJson(prediction.parts),
    reply: toJson(prediction.reply),
    confidence: prediction.confidence,
    fallback: prediction.fallback,
    modelValue: prediction.modelValue,
    challengeId,
    challengeArm,
  }
}

function toJson(value: unknown): string | undefined {
  return value === undefined ? undefined : JSON.stringify(value)
}

export function readKey(model: ServedModel, key: Prediction['key']): Prediction['key'] {
  return readValues(keyColumns(model), key)
}

/** Values as their columns want them: the journal's JSON has no moments. */
export function readValues(own: Columns, values: Prediction['key']): Prediction['key'] {
  const columns = Object.entries(own)
  return Object.fromEntries(
    columns.map(([name, { type }]) => {
      const value = values[name]
      return [name, type === 'timestamp' && typeof value === 'string' ? new Date(value) : value]
    }),
  )
}

export function toPrediction(model: ServedModel, row: EngineRow): Prediction {
  const key = Object.fromEntries(model.view.label.group.key.map((name) => [name, row[name]]))
  const texts = row as Readonly<Record<string, string | undefined>>
  return {
    id: row['predictionId'] as PredictionId,
    model: model.name,
    version: row['version'] as number,
    origin: row['origin'] as PredictionOrigin,
    key,
    at: row['at'] as Date,
    value: row['predicted'] as number,
    knownBy: row['knownBy'] as Date,
    madeAt: row['madeAt'] as Date,
    features: JSON.parse(String(row['features'])) as GivenFeatures,
    deliveries: JSON.parse(String(row['deliveries'])) as Prediction['deliveries'],
    commits: JSON.parse(String(row['commits'])) as Prediction['commits'],
    ...present({
      service: texts['service'],
      request: fromJson<NonNullable<Prediction['request']>>(texts['request']),
      overrides: fromJson<Overrides>(texts['overrides']),
      missing: fromJson<readonly string[]>(texts['missing']),
      redacted: fromJson<readonly string[]>(texts['redacted']),
      askedBy: texts['askedBy'],
      tookMs: row['tookMs'] as number | undefined,
      asked: fromJson<NonNullable<Prediction['asked']>>(texts['asked']),
      parts: fromJson<readonly PredictionPart[]>(texts['parts']),
      reply: fromJson<NonNullable<Prediction['reply']>>(texts['reply']),
      confidence: row['confidence'] as number | undefined,
      fallback: texts['fallback'] as FallbackKind | undefined,
      modelValue: row['modelValue'] as number | undefined,
      challengeId: texts['challengeId'],
      challengeArm: texts['challengeArm'] as ChallengeArm | undefined,
    }),
  }
}

function fromJson<Value>(text: string | undefined): Value | undefined {
  return text === undefined ? undefined : (JSON.parse(text) as Value)
}

/** Without what is not there. */
function present<Values extends object>(
  values: Values,
): { readonly [Name in keyof Values]?: Exclude<Values[Name], undefined> } {
  const there = Object.entries(values).filter(([, value]) => value !== undefined)
  return Object.fromEntries(there) as { [Name in keyof Values]?: Exclude<Values[Name], undefined> }
}
