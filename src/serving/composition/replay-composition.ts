import { servingErrors } from '../errors.ts'
import { readKey, readValues } from '../predictions-group.ts'
import type { Prediction, PredictionPart } from '../prediction.ts'
import type { FeatureDifference, MadeByModel, ReplayedModel } from '../replayed-model.ts'
import type { Service } from '../service.ts'
import { fallbackName } from './service-parts.ts'
import { judgeRow, settleRow } from './settle-prediction.ts'
import { tellsClasses } from './tell-classes.ts'

export interface ReplayedParts {
  readonly prediction: Prediction
  /** What the service's own model says again. */
  readonly own: ReplayedModel
  /** Has a model say again what it said. */
  readonly again: (made: MadeByModel) => Promise<ReplayedModel>
}

type Value = Pick<ReplayedModel, 'value' | 'differences'>

/**
 * Puts together again what the models of a service say of a prediction. What was answered by a model alone stays as
 * it is: a shadow's thought, or what is older than the service's other models.
 */
export async function replayComposition(
  service: Service,
  { prediction, own, again }: ReplayedParts,
): Promise<Value> {
  if (!wasComposed(prediction)) return own
  const { asked = {}, redacted = [] } = prediction
  const hidden = redacted.filter((name) => name in asked)
  if (hidden.length > 0) {
    throw servingErrors.redactedRequest({ id: prediction.id, fields: hidden.join(', ') })
  }
  const parts = await Promise.all(
    (prediction.parts ?? []).map((part) => replayPart(prediction, part, { own, again })),
  )
  const values = Object.fromEntries(parts.map(({ part, value }) => [part.name, value]))
  const { made, differences } = prepareAgain(service, prediction)
  const judged = judgeRow(
    service,
    { ...made, features: own.features },
    {
      own: own.value,
      parts: values,
      asked: readValues(service.prepare?.asks ?? {}, asked),
      shares: tellsClasses(service, own.told) === 'chance' ? 'chance' : sharesOf(own),
    },
  )
  const settled = settleRow(service, judged, values[fallbackName])
  return {
    value: settled.value,
    differences: [
      ...own.differences,
      ...differences,
      ...parts.flatMap((part) => part.differences),
      ...differencesOf(
        { ...prediction, ...flat(prediction.reply) },
        { ...settled, ...flat(settled.reply) },
      ),
    ],
  }
}

function wasComposed({ parts, asked, reply, confidence }: Prediction): boolean {
  return [parts, asked, reply, confidence].some((one) => one !== undefined)
}

async function replayPart(
  prediction: Prediction,
  part: PredictionPart,
  { own, again }: Omit<ReplayedParts, 'prediction'>,
): Promise<Value & { readonly part: PredictionPart }> {
  const { name, model, version, inputs } = part
  const isOwn = inputs === undefined && model === prediction.model && version === prediction.version
  const knownBy = inputs === undefined ? prediction.knownBy : new Date(inputs.knownBy)
  const found = isOwn
    ? { ...own, differences: [] }
    : await again({ ...prediction, ...inputs, knownBy, model, version })
  const differences = found.differences.map((one) => ({
    ...one,
    feature: `${name}: ${one.feature}`,
  }))
  return {
    part,
    value: found.value,
    differences: Object.is(found.value, part.value)
      ? differences
      : [...differences, { feature: name, stored: part.value, replayed: found.value }],
  }
}

/** What the models were told of a row, prepared once more. */
function prepareAgain(service: Service, prediction: Prediction) {
  const { model, prepare, chain = {} } = service
  const { asked, at, request = {}, missing } = prediction
  const made = {
    key: readKey(model, prediction.key),
    at,
    ...(missing === undefined ? {} : { missing }),
  }
  if (prepare === undefined || asked === undefined) return { made, differences: [] }
  const again = prepare.by({ ...made.key, ...readValues(prepare.asks, asked), at })
  const told = Object.entries(request).filter(([name]) => !Object.hasOwn(chain, name))
  const replayed = Object.fromEntries(told.map(([name]) => [name, again[name]]))
  return { made, differences: differencesOf(Object.fromEntries(told), replayed) }
}

/** What is kept and comes out otherwise. */
function differencesOf(
  stored: Readonly<Record<string, unknown>>,
  replayed: Readonly<Record<string, unknown>>,
): FeatureDifference[] {
  const names = Object.keys(replayed).filter((name) => name !== 'reply' && name !== 'value')
  return names.flatMap((name) => {
    const [was, is] = [toCell(stored[name]), toCell(replayed[name])]
    return Object.is(was, is) ? [] : [{ feature: name, stored: was, replayed: is }]
  })
}

function toCell(value: unknown): string | number | null {
  if (value === undefined || value === null) return null
  if (typeof value === 'number' || typeof value === 'string') return value
  return value instanceof Date ? value.toISOString() : JSON.stringify(value)
}

function flat(reply: Prediction['reply']): Readonly<Record<string, unknown>> {
  return reply ?? {}
}

function sharesOf({ told: { shares } }: ReplayedModel) {
  return shares?.classes.map((number, place) => ({ number, share: shares.shares[place] ?? 0 }))
}
