import type { Column } from '../../table/index.ts'
import { servingErrors } from '../errors.ts'
import type { FallbackKind, Prediction } from '../prediction.ts'
import { keepsTo, show } from '../request-row.ts'
import { combine, type Combined } from './ensemble.ts'
import { runFunction } from './run-function.ts'
import type { Said } from './composition.ts'
import type { ComposedService } from './composed-service.ts'
import { sharesOfChance, type ClassShare } from './tell-classes.ts'

/** What the models said of one row. */
export interface RowSaid {
  /** What the service's own model said. */
  readonly own: number
  /** What the others said, by the name of their part. */
  readonly parts: Readonly<Record<string, number>>
  readonly asked: Readonly<Record<string, unknown>>
  /** How likely each class is; `chance` where what is said is how likely the second of two is. */
  readonly shares: readonly ClassShare[] | 'chance' | undefined
}

/** What is answered, before another model is asked that may have to. */
export interface Judged<Made extends MadePrediction = MadePrediction> {
  readonly prediction: Made
  readonly said: Said
  readonly isLow: boolean
}

type MadePrediction = Pick<Prediction, 'key' | 'at' | 'features' | 'missing'>

/** Puts together what the models said, and tells how sure that is. Throws `processingFailed`. */
export function judgeRow<Made extends MadePrediction>(
  service: ComposedService,
  made: Made,
  row: RowSaid,
): Judged<Made> {
  const { confidence } = service
  const combined = combineRow(service, row)
  const { value } = combined
  const shares = row.shares === 'chance' ? sharesOfChance(value) : row.shares
  const said: Said = {
    value,
    at: made.at,
    key: made.key as Said['key'],
    features: made.features as Said['features'],
    asked: row.asked,
    parts: row.parts,
    probabilities: probabilitiesOf(service, shares),
    confidence: undefined,
    isFallback: false,
  }
  if (confidence === undefined) return { prediction: made, said, isLow: false }
  const { of } = confidence
  const found =
    of === undefined
      ? (combined.share ?? surest(shares))
      : runFunction(service, 'confidence', () => of(said))
  // What can't be told is not sure.
  const sure = Number.isFinite(found) ? (found ?? 0) : 0
  const isBlind = made.missing !== undefined && service.unknownKeys === 'otherwise'
  const isLow = isBlind || sure < confidence.atLeast
  return { prediction: made, said: { ...said, confidence: sure }, isLow }
}

function combineRow(service: ComposedService, { own, parts }: RowSaid): Combined {
  const { ensemble } = service
  if (ensemble === undefined) return { value: own }
  const told = Object.keys(ensemble.of).map((name) => [name, parts[name] ?? own] as const)
  return runFunction(service, 'ensemble', () => combine(ensemble, Object.fromEntries(told)))
}

function probabilitiesOf(
  { classes = [] }: ComposedService,
  shares: readonly ClassShare[] | undefined,
): Said['probabilities'] {
  if (shares === undefined) return undefined
  return Object.fromEntries(
    shares.map(({ number, share }) => [classes[number] ?? String(number), share]),
  )
}

function surest(shares: readonly ClassShare[] | undefined): number | undefined {
  return shares === undefined ? undefined : Math.max(...shares.map(({ share }) => share))
}

/** What is told of an answer beside its value, and kept. */
export type Settled = Pick<Prediction, 'value' | 'confidence' | 'fallback' | 'modelValue' | 'reply'>

/** What is answered in the end. `other` is what the model said that answers otherwise. Throws `processingFailed`. */
export function settleRow(
  service: ComposedService,
  { said, isLow }: Judged,
  other: number | undefined,
): Settled {
  const otherwise = isLow ? service.confidence?.otherwise : undefined
  const kind = kindOf(otherwise)
  const value =
    typeof otherwise === 'function'
      ? runFunction(service, 'confidence.otherwise', () => otherwise(said))
      : typeof otherwise === 'object'
        ? (other ?? Number.NaN)
        : (otherwise ?? said.value)
  const reply = replyOf(service, { ...said, value, isFallback: kind !== undefined })
  return {
    value,
    ...(said.confidence === undefined ? {} : { confidence: said.confidence }),
    ...(kind === undefined ? {} : { fallback: kind, modelValue: said.value }),
    ...(reply === undefined ? {} : { reply }),
  }
}

function kindOf(otherwise: unknown): FallbackKind | undefined {
  if (otherwise === undefined) return undefined
  if (typeof otherwise === 'number') return 'constant'
  return typeof otherwise === 'function' ? 'function' : 'model'
}

function replyOf(service: ComposedService, said: Said): Prediction['reply'] {
  const { reply } = service
  if (reply === undefined) return undefined
  const told = runFunction(service, 'reply', () => reply.by(said))
  // Only what was declared, and as JSON has it: what is kept is what was answered.
  return Object.fromEntries(
    Object.entries(reply.tells).map(([name, column]) => {
      const value = toJsonValue(told[name])
      const isRight = value === null ? column.optional : isOfType(column, value)
      if (isRight) return [name, value]
      const problem = `it tells ${show(told[name])} as "${name}", which is to be a ${column.type}`
      throw servingErrors.processingFailed({ service: service.name, part: 'reply', problem })
    }),
  )
}

function isOfType(column: Column, value: unknown): boolean {
  if (column.type === 'boolean') return typeof value === 'boolean'
  return column.type === 'timestamp' ? typeof value === 'string' : keepsTo(column, value)
}

function toJsonValue(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString()
  if (value === undefined || (typeof value === 'number' && !Number.isFinite(value))) return null
  return Object.is(value, -0) ? 0 : value
}
