import type { Branded } from '../base/index.ts'
import type { FeatureValues, View, NewestCommits } from '../features/index.ts'

/** What a model does in a service of several. */
const partKinds = ['chain', 'ensemble', 'fallback'] as const
export type PartKind = (typeof partKinds)[number]

export type PredictionId = Branded<'PredictionId'>

/** `hindcast`: made afterwards, with only what was known by an earlier moment. */
export const predictionOrigins = ['batch', 'online', 'hindcast'] as const
export type PredictionOrigin = (typeof predictionOrigins)[number]

/** `challenger`: the version that challenges answered; `shadow`: it only thought. */
export type ChallengeArm = 'challenger' | 'shadow'

/** One answer of a version for one row, with all that is needed to make it again. */
export interface Prediction {
  readonly id: PredictionId
  readonly model: string
  readonly version: number
  readonly origin: PredictionOrigin
  /** The service that answered; absent for batches that no service asked for. */
  readonly service?: string
  readonly key: Readonly<Record<string, unknown>>
  /** The moment that it is for. */
  readonly at: Date
  readonly value: number
  /** It uses nothing that was known later. */
  readonly knownBy: Date
  readonly madeAt: Date
  readonly features: GivenFeatures
  /** By group, the delivery that its newest row came with. */
  readonly deliveries: Readonly<Record<string, string>>
  readonly commits: NewestCommits
  /** What came with the request, by column. */
  readonly request?: Readonly<Record<string, unknown>>
  /** The challenge that its version was on, and its part in it: a shadow's value was never answered. */
  readonly challengeId?: string
  readonly challengeArm?: ChallengeArm
  /** Whose values were not kept. */
  readonly redacted?: readonly string[]
  /** By whom it was asked: the beginning of a key's digest, or an address. */
  readonly askedBy?: string
  /** From the request to the value, all rows of the request together. */
  readonly tookMs?: number
  /** What was asked, where a service prepares that for its models. */
  readonly asked?: Readonly<Record<string, unknown>>
  /** What the models of a service said that were asked beside, or before, its own; its own too in an ensemble. */
  readonly parts?: readonly PredictionPart[]
  /** What the service's function told of it. */
  readonly reply?: Readonly<Record<string, unknown>>
  /** From 0 to 1. */
  readonly confidence?: number
  /** By what it was answered, as the models were not sure enough; then `modelValue` is what they said. */
  readonly fallback?: FallbackKind
  readonly modelValue?: number
  /** What it was made without, where groups knew nothing of its key. */
  readonly missing?: readonly string[]
  /** Features that the asker set instead of what is known: then it tells nothing of the world. */
  readonly overrides?: Overrides
}

/** By what a service answers where its models are not sure enough. */
export const fallbackKinds = ['constant', 'model', 'function'] as const
export type FallbackKind = (typeof fallbackKinds)[number]

/** What one of several models said. */
export interface PredictionPart {
  readonly name: string
  readonly kind: PartKind
  readonly model: string
  readonly version: number
  readonly value: number
  /** What it was given; absent where that is what the prediction itself was made of. */
  readonly inputs?: Pick<
    Prediction,
    'key' | 'features' | 'deliveries' | 'commits' | 'request' | 'overrides'
  > & { readonly knownBy: string }
}

/** By feature; null where it is to be taken as not known. */
export type Overrides = Readonly<Record<string, number | string | null>>

/** What the model was given, in the form that is stored: null where a value is not known. */
export type GivenFeatures = Readonly<Record<string, number | string | null>>

/**
 * Brings features into the form in which they are stored, so that the model is given exactly what can
 * be read back: JSON has no NaN, no infinity, and no negative zero.
 */
export function givenFeatures(view: View, values: FeatureValues): GivenFeatures {
  const given: Record<string, number | string | null> = {}
  for (const name of Object.keys(view.features)) given[name] = givenValue(values[name])
  return given
}

export function givenValue(value: unknown): number | string | null {
  if (typeof value === 'string') return value
  if (typeof value !== 'number' || Number.isNaN(value)) return null
  if (Number.isFinite(value)) return value === 0 ? 0 : value
  // The model rounds to 32 bits, where this is infinite again.
  return value > 0 ? Number.MAX_VALUE : -Number.MAX_VALUE
}
