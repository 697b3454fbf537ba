import type { Duration } from '../base/index.ts'
import { parseDuration, suggestName } from '../base/index.ts'
import type { ServiceLimits } from './admission.ts'
import { assertBatching, type ServiceBatching } from './batching.ts'
import type { ServiceLog } from './service-log.ts'
import { loggedNames } from './composition/logged-names.ts'
import { assertComposition } from './composition/assert-composition.ts'
import type { Composition, CompositionOf } from './composition/composition.ts'
import type { Members } from './composition/member.ts'
import { servingErrors } from './errors.ts'
import { horizonOf, isForecast } from './forecasts/served-forecast.ts'
import type { ImageRow } from './images/image-row.ts'
import type { GivenOf, KeyOf, KeyValue, LabelOf, ServedModel } from './served-model.ts'
import type { Column, Columns } from '../table/index.ts'

export type { KeyValue, ServedModel } from './served-model.ts'

/** What columns are called at the face of a service, by their names in the project: `capitalGain` is `capital-gain`. */
export type FaceNames = Readonly<Record<string, string>>

/** What a service says of itself beside its name, its model, and how its answer is made of them. */
interface ServiceOptions {
  readonly description?: string
  /** How far ahead of the newest data it predicts by itself. */
  readonly forecast?: { readonly ahead: Duration }
  readonly limits?: ServiceLimits
  readonly log?: ServiceLog
  /** How ONNX graphs are run. */
  readonly batching?: ServiceBatching
  /** What the classes are called that the model tells apart by numbers: the first is 0. */
  readonly classes?: readonly string[]
  /** How an image becomes a row, where the model reads images. */
  readonly image?: ImageRow
  /** What columns are called by those who ask, where that differs: `{ capitalGain: 'capital-gain' }`. */
  readonly names?: FaceNames
  /**
   * What becomes of a row of whose key no group knows anything, though the view asks them: it is answered with a
   * warning, refused (422), or answered as `confidence.otherwise` says. `answer` if it is absent.
   */
  readonly unknownKeys?: 'answer' | 'refuse' | 'otherwise'
  /** What programs are told that ask for its address. */
  readonly greeting?: string
}

/** A face over an alias of a model. */
export interface Service<M extends ServedModel = ServedModel> extends ServiceOptions, Composition {
  readonly kind: 'service'
  readonly name: string
  readonly model: M
  readonly alias: string
}

type NoColumns = Readonly<Record<never, Column>>
type NoMembers = Readonly<Record<never, ServedModel>>

/**
 * Declares a service. Throws `wrongServiceName`, `wrongLimits`, `wrongLog`, `wrongImage`, `wrongNames` or
 * `wrongComposition`.
 */
export function defineService<
  M extends ServedModel,
  const Asks extends Columns = NoColumns,
  const Tells extends Columns = NoColumns,
  const C extends Members = NoMembers,
  const E extends Members = NoMembers,
>(
  definition: ServiceOptions & {
    readonly name: string
    readonly model: M
    readonly alias?: string
  } & CompositionOf<M, Asks, Tells, C, E>,
): Service<M> {
  const { model: served } = definition
  const service: Service<M> = Object.freeze({
    kind: 'service',
    alias: 'champion',
    ...(isForecast(served) ? { forecast: { ahead: horizonOf(served) } } : {}),
    ...definition,
  })
  const { name, model, forecast, limits, log, image, names, batching } = service
  if (!/^[a-z][a-z0-9-]*$/.test(name)) throw servingErrors.wrongServiceName({ name })
  if (forecast !== undefined) parseDuration(forecast.ahead)
  if (limits !== undefined) assertLimits(name, limits)
  assertComposition(service)
  if (log !== undefined) assertLog(service, log)
  if (batching !== undefined) assertBatching(name, batching)
  if (image !== undefined) assertImage(name, model, image)
  if (names !== undefined) assertNames(name, model, names)
  return service
}

function assertLimits(service: string, { within, perClient, ...counts }: ServiceLimits): void {
  if (within !== undefined) parseDuration(within)
  for (const [name, found] of Object.entries({ ...counts, ...perClient })) {
    // None need wait; all else must be able to happen.
    const isWrong = name === 'waiting' ? !(found >= 0) : !(found > 0)
    if (isWrong) throw servingErrors.wrongLimits({ service, name, found })
  }
}

function assertLog(service: Service, { sample = 1, redact = [], keep }: ServiceLog): void {
  const { name, model } = service
  if (keep !== undefined) parseDuration(keep)
  if (!(sample >= 0 && sample <= 1)) {
    const problem = `its share of requests is ${sample}, and must be from 0 to 1`
    throw servingErrors.wrongLog({ service: name, problem })
  }
  const names = [...loggedNames(service)]
  const unknown = redact.find((name) => !names.includes(name))
  if (unknown === undefined) return
  const problem = model.view.label.group.key.includes(unknown)
    ? `"${unknown}" is a key, without which nothing can be joined`
    : `there is no "${unknown}" to redact. ${suggestName(unknown, names)}`
  throw servingErrors.wrongLog({ service: name, problem })
}

function assertImage(service: string, { view }: ServedModel, image: ImageRow): void {
  const { width, height, fields } = image
  const stranger = fields.find((field) => !Object.hasOwn(view.request, field))
  const problem =
    fields.length !== width * height
      ? `an image of ${width} × ${height} has ${width * height} values, and ${fields.length} fields are named`
      : stranger === undefined
        ? undefined
        : `the view wants no "${stranger}" of a request`
  if (problem !== undefined) throw servingErrors.wrongImage({ service, problem })
}

function assertNames(service: string, { view }: ServedModel, names: FaceNames): void {
  const known = [...Object.keys(view.request), ...Object.keys(view.features)]
  const stranger = Object.keys(names).find((column) => !known.includes(column))
  const faces = known.map((column) => names[column] ?? column)
  const twice = Object.values(names).find(
    (name) => new Set(known.filter((_, at) => faces[at] === name)).size > 1,
  )
  const problem =
    stranger !== undefined
      ? `the view has no "${stranger}". ${suggestName(stranger, known)}`
      : twice === undefined
        ? undefined
        : `"${twice}" would be the name of two columns.`
  if (problem !== undefined) throw servingErrors.wrongNames({ service, problem })
}

/** One answered row: id, key, moment, the predicted label, and the features that it was made of. */
export type PredictionOf<M extends ServedModel> = {
  readonly predictionId: string
  /** Where a version that challenges answered. */
  readonly modelVersion?: number
  readonly at: Date
  /** Features that were missing as no group knows its key, and a sentence of it. */
  readonly missing?: readonly string[]
  readonly warning?: string
} & { readonly [Name in KeyOf<M>]: KeyValue } & {
  readonly [Name in LabelOf<M>]: number
} & GivenOf<M>
