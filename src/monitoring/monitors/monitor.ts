import type { Duration } from '../../base/index.ts'
import type { Dataset } from '../../data/index.ts'
import type { Group } from '../../features/index.ts'
import type { Schedule } from '../../pipelines/index.ts'
import type { ImageRow, Service } from '../../serving/index.ts'
import type { Trainable } from '../../training/index.ts'
import type { Channel } from '../alerts/channel.ts'
import type { DriftMode, TogetherMethod } from '../drift/drift-report.ts'
import type { DriftOptions } from '../drift/drift-options.ts'
import type { Reference } from './reference.ts'
import type { Rule } from './rule.ts'
import type { Window } from './window.ts'

export const modelParts = ['inputs', 'predictions', 'outcomes'] as const
export type ModelPart = (typeof modelParts)[number]

/** What a monitor looks at. */
export type Watched =
  | {
      readonly kind: 'model'
      readonly name: string
      readonly model: Trainable
      readonly of: readonly ModelPart[]
      /** What this service answered only. */
      readonly service: string | undefined
    }
  | { readonly kind: 'group'; readonly name: string; readonly group: Group }
  | { readonly kind: 'dataset'; readonly name: string; readonly dataset: Dataset }
  | { readonly kind: 'service'; readonly name: string; readonly service: Service }

/** What is looked at, against what, how often, what counts as bad, and who is told. */
export interface Monitor {
  readonly kind: 'monitor'
  readonly name: string
  readonly description: string | undefined
  readonly watch: Watched
  readonly reference: Reference
  readonly window: Window
  readonly every: Every
  /** Columns by whose values everything is measured apart as well. */
  readonly slices: readonly string[]
  readonly rules: readonly Rule[]
  readonly tell: readonly Channel[]
  /** Which time of a prediction tells its window: when it was made, or the moment that it is for. */
  readonly by: 'madeAt' | 'at'
  /** So late an outcome may come that its window is measured again. */
  readonly outcomesWithin: Duration
  /** Of a yes or no: what each case is worth. */
  readonly costs: Costs | undefined
  /** A probability nearer than this to one half is of low confidence. */
  readonly unsureWithin: number
  readonly mode: DriftMode
  /** Other tests, bounds and levels than the usual ones of the mode. */
  readonly compare: Omit<DriftOptions, 'mode' | 'driftShareLimit'>
  /** From this share of drifted columns on the data as a whole counts as drifted. */
  readonly driftShare: number | undefined
  /** Columns in a person's words: compared by length, words, language, and unknown words. */
  readonly texts: readonly string[]
  /** Images by name, of columns of pixels: compared by brightness, contrast and sharpness. */
  readonly images: Readonly<Record<string, ImageRow>>
  /** Embeddings by name, of columns of components. */
  readonly embeddings: Readonly<Record<string, readonly string[]>>
  /** How all columns are compared together. */
  readonly together: readonly TogetherMethod[]
  /** Columns that are not compared with the reference. */
  readonly leaveOut: readonly string[]
}

/** When a monitor runs by itself: at times and on events, or each time so many predictions have been made. */
export type Every =
  | { readonly kind: 'schedule'; readonly schedule: Schedule }
  | { readonly kind: 'predictions'; readonly count: number }

/** What a row is worth, by what was so and what was said. */
export interface Costs {
  readonly truePositive: number
  readonly falsePositive: number
  readonly trueNegative: number
  readonly falseNegative: number
  /** From this probability on the answer is yes; 0.5 when left out. */
  readonly threshold?: number
}
