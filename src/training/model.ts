import { isDeepStrictEqual } from 'node:util'
import { suggestName } from '../base/index.ts'
import type { View } from '../features/index.ts'
import {
  usualSettings,
  withParameters,
  type Encoder,
  type LabelScale,
  type Learner,
  type Metric,
  type Pca,
  type SearchSpace,
  type SearchSpaceOf,
  type Split,
} from '../learn/index.ts'
import type { CardText, Gate } from '../registry/index.ts'
import { trainingErrors } from './errors.ts'
import { fairnessColumns, type FairnessRule } from './evaluation/measure-fairness.ts'

/** What is to be learned from a view, how it is judged, and what must hold before it is used. */
export interface Model<V extends View = View> {
  readonly kind: 'model'
  readonly name: string
  readonly description?: string
  readonly view: V
  readonly learner: Learner
  readonly encode: Readonly<Record<string, Encoder>>
  /** Features of several of the view's together, by name. */
  readonly combine?: Readonly<Record<string, Pca>>
  /** What the label is brought to for learning; predictions are in its own unit all the same. */
  readonly labelScale?: LabelScale
  /** Where a sweep looks, by parameter of the learner. */
  readonly search?: SearchSpace
  readonly split: Split
  /** The first is the one that the model is judged by. */
  readonly measure: readonly Metric[]
  /** Naive models, measured beside it on the same rows. */
  readonly baselines: Readonly<Record<string, Learner>>
  /** Key columns and features by whose values it is judged apart; those of many numbers by quarters. */
  readonly slices: readonly string[]
  /** Columns whose values are crossed for the report: each pair of values is a slice. */
  readonly crossings?: readonly (readonly string[])[]
  /** Of a yes or no, or of one of several classes: whom it is to treat alike. */
  readonly fairness?: FairnessRule
  /** How predictions are to move, or not to, and what they are to withstand. */
  readonly behaviours?: readonly Gate[]
  readonly gates: readonly Gate[]
  /**
   * Who approves a version before it becomes the champion: a `person`, or the `rule` that all gates hold; the
   * rule when left out.
   */
  readonly approval?: 'person' | 'rule'
  /** The parts of the model card that only a person can write. */
  readonly card?: Partial<CardText>
  readonly seed: number
}

type SliceColumn<V extends View> =
  V['label']['group']['key'][number] | (keyof V['features'] & string)

/** Declares a model. Throws what is wrong with it before anything is trained. */
export function defineModel<V extends View, L extends Learner>(definition: {
  readonly name: string
  readonly description?: string
  readonly view: V
  readonly learner: L
  /** By parameter of the learner; another name doesn't compile. */
  readonly search?: SearchSpaceOf<NoInfer<L>>
  readonly encode?: { readonly [Name in keyof V['features'] & string]?: Encoder }
  readonly combine?: Readonly<Record<string, Pca>>
  readonly labelScale?: LabelScale
  readonly split: Split<V['label']['group']['key'][number]>
  readonly measure: readonly Metric[]
  readonly baselines?: Readonly<Record<string, Learner>>
  readonly slices?: readonly SliceColumn<V>[]
  readonly crossings?: readonly (readonly SliceColumn<V>[])[]
  readonly fairness?: FairnessRule & {
    readonly columns: readonly (SliceColumn<V> | readonly SliceColumn<V>[])[]
    readonly within?: readonly SliceColumn<V>[]
  }
  readonly behaviours?: readonly Gate[]
  readonly gates?: readonly Gate[]
  readonly approval?: 'person' | 'rule'
  readonly card?: Partial<CardText>
  readonly seed?: number
}): Model<V> {
  const { name, view, slices = [], encode = {}, combine = {} } = definition
  if (definition.measure.length === 0) throw trainingErrors.noMetric({ model: name })
  const told = [
    ...slices,
    ...(definition.crossings ?? []).flat(),
    ...(definition.fairness === undefined ? [] : fairnessColumns(definition.fairness)),
  ]
  const columns: readonly string[] = [...view.label.group.key, ...Object.keys(view.features)]
  for (const column of told) {
    if (!columns.includes(column)) {
      const suggestion = suggestName(column, columns)
      throw trainingErrors.unknownSlice({ model: name, column, suggestion })
    }
  }
  const { search: given, ...others } = definition
  // The compiler has held it to the learner's own parameters.
  const search = given as SearchSpace | undefined
  checkSearch(definition.learner, search)
  const features = Object.keys(view.features)
  const named = [...Object.keys(encode), ...Object.values(combine).flatMap(({ of }) => of)]
  for (const feature of named) {
    if (!features.includes(feature)) {
      const suggestion = suggestName(feature, features)
      throw trainingErrors.unknownFeature({ model: name, feature, suggestion })
    }
  }
  return Object.freeze({
    kind: 'model',
    baselines: {},
    gates: [],
    seed: 1,
    ...others,
    ...(search === undefined ? {} : { search }),
    slices,
    encode: Object.fromEntries(
      Object.entries(encode).flatMap(([feature, encoder]) =>
        encoder === undefined ? [] : [[feature, encoder as Encoder]],
      ),
    ),
  })
}

/** Throws `learn.unknownParameter` or `learn.wrongSetting` for a name or an end of a range that can't be. */
function checkSearch(learner: Learner, space: SearchSpace = {}): void {
  for (const [name, range] of Object.entries(space)) {
    const ends = range.kind === 'among' ? range.values : [range.low, range.high]
    for (const value of ends) withParameters(learner, { [name]: value })
  }
}

/** A learner in words, with what is not as usual: `boosted trees (trees 300, learningRate 0.05)`. */
export function describeLearner(learner: Learner): string {
  const { kind, ...settings } = learner
  const usual: Readonly<Record<string, unknown>> = { ...usualSettings(learner) }
  const words = kind.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
  const parts = Object.entries(settings).flatMap(([name, value]: [string, unknown]) =>
    describeSetting(name, value, usual[name]),
  )
  return [words + withinOf(learner), ...(parts.length === 0 ? [] : [`(${parts.join(', ')})`])].join(
    ' ',
  )
}

/** What it is made of. */
function withinOf(learner: Learner): string {
  if ('members' in learner) {
    const final = 'final' in learner ? `, joined by ${describeLearner(learner.final)}` : ''
    return ` of ${learner.members.map(describeLearner).join(' and ')}${final}`
  }
  return 'of' in learner && typeof learner.of === 'object'
    ? ` of ${describeLearner(learner.of)}`
    : ''
}

function describeSetting(name: string, value: unknown, usual: unknown): readonly string[] {
  if (Array.isArray(value) && value.every((own) => typeof own === 'number')) {
    return isDeepStrictEqual(value, usual) ? [] : [`${name} ${value.join('·')}`]
  }
  const isPlain = typeof value === 'string' || typeof value === 'number' || value === true
  return (isPlain || value === false) && value !== usual ? [`${name} ${value}`] : []
}
