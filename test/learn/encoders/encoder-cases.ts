import { seededRandom } from '../../../src/base/index.ts'
import { planCategory, planNumber } from '../../../src/learn/encoders/encoder-plan.ts'
import { fitEncoder, type EncoderFit } from '../../../src/learn/encoders/fit-encoder.ts'
import { fitPca } from '../../../src/learn/encoders/fit-pca.ts'
import { dealFolds } from '../../../src/learn/encoders/fit-target-mean.ts'
import { runSteps } from '../../../src/learn/encoders/number-step.ts'
import { textVector } from '../../../src/learn/encoders/text-vector.ts'
import {
  binned,
  hashed,
  imputed,
  logged,
  oneHot,
  ordinal,
  pca,
  rangeScaled,
  robustScaled,
  scaled,
  targetMean,
  tfIdf,
  type Encoder,
} from '../../../src/learn/index.ts'

/** A question that scikit-learn answers, with our own answer in 64 bits: all numbers, row by row. */
export interface EncoderCase {
  readonly name: string
  readonly question: Readonly<Record<string, unknown>>
  readonly own: () => readonly number[]
}

export function encoderCases(): readonly EncoderCase[] {
  return [...numberCases(), ...categoryCases(), ...textCases(), pcaCase()]
}

function numberCases(): readonly EncoderCase[] {
  const train = drawNumbers(200, 'train', 0.1)
  const asked = [...drawNumbers(60, 'asked', 0.1), 1e6, -1e6]
  const ties = drawNumbers(200, 'ties', 0.1).map((value) => Math.round(value))
  const of = (name: string, more: object, encoder: Encoder, values = train): EncoderCase => ({
    name,
    question: { ask: encoder.kind, ...more, train: values, asked: known(encoder, asked) },
    own: () => numberAnswer(encoder, values, known(encoder, asked)),
  })
  return [
    of('scaled', {}, scaled()),
    of('range', { range: [-2, 3] }, rangeScaled({ from: -2, to: 3 })),
    of('robust', {}, robustScaled()),
    of('mean imputed', { by: 'mean' }, imputed('mean', { indicator: true })),
    of('median imputed', { by: 'median' }, imputed('median', { indicator: true })),
    of(
      'most frequent',
      { by: 'most_frequent' },
      imputed('mostFrequent', { indicator: true }),
      ties,
    ),
    of(
      'bins of width',
      { bins: 6, by: 'uniform' },
      binned({ bins: 6, by: 'width' }),
      present(train),
    ),
    of('bins of quantiles', { bins: 7, by: 'quantile' }, binned({ bins: 7 }), present(train)),
    of('bins of ties', { bins: 9, by: 'quantile' }, binned({ bins: 9 }), present(ties)),
    of('logged', {}, logged(), present(train)),
  ]
}

/** Bins and logarithms of scikit-learn take no missing values, and a logarithm none below −1. */
function known({ kind }: Encoder, values: readonly number[]): readonly number[] {
  if (kind === 'logged') return present(values).map(Math.abs)
  return kind === 'binned' ? present(values) : values
}

function present(values: readonly number[]): readonly number[] {
  return values.filter((value) => !Number.isNaN(value))
}

function categoryCases(): readonly EncoderCase[] {
  const random = seededRandom('categories')
  const train = Array.from({ length: 150 }, () => random.pick(['b', 'a', 'd', 'é', 'long name']))
  const asked = ['a', 'é', 'never seen', 'b', 'long name', 'd']
  const labels = train.map((text, row) => text.length + random.normal() + (row % 7))
  const folds = [...dealFolds(train.length, 4, '1 c')]
  const of = (name: string, more: object, encoder: Encoder): EncoderCase => ({
    name,
    question: { ask: encoder.kind, ...more, train, asked, labels, folds },
    own: () => categoryAnswer(fit(encoder, train, labels), asked),
  })
  return [
    of('ordinal', {}, ordinal()),
    of('one hot', {}, oneHot()),
    of('target mean', { smooth: 'auto' }, targetMean({ folds: 4 })),
    of('target mean, smoothed', { smooth: 5 }, targetMean({ smooth: 5, folds: 4 })),
    of('hashed', { features: 16 }, hashed({ features: 16 })),
  ]
}

function textCases(): readonly EncoderCase[] {
  const random = seededRandom('texts')
  const words = ['Wave', 'wave', 'HÖHE', 'höhe', 'big', 'a1_b', 'x', 'волна', 'swell-west', 'it’s']
  const text = () => Array.from({ length: random.below(8) }, () => random.pick(words)).join(' ')
  const train = Array.from({ length: 80 }, text)
  const asked = ['', 'nothing known', ...Array.from({ length: 40 }, text)]
  const own = () =>
    categoryAnswer(
      fit(
        tfIdf(),
        train,
        train.map(() => 0),
      ),
      asked,
    )
  return [{ name: 'words', question: { ask: 'tfIdf', train, asked }, own }]
}

function pcaCase(): EncoderCase {
  const columns = (rowCount: number, seed: string) => {
    const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((name) => drawNumbers(rowCount, seed + name, 0))
    const mix = (x: readonly number[] = [], y: readonly number[] = [], share: number) =>
      x.map((value, row) => Math.fround(share * value + (1 - share) * (y[row] ?? 0)))
    return [mix(a, b, 0.9), mix(b, c, 0.5), mix(c, d, 0.7), mix(d, a, 0.2), mix(a, c, 0.4)]
  }
  const train = columns(120, 'train ')
  const asked = columns(30, 'asked ')
  const own = () => {
    const features = train.map((values, at) => ({
      name: `x${at}`,
      values: Float32Array.from(values),
    }))
    const { means, components } = fitPca('p', pca({ of: ['x'], components: 3 }), features)
    const rows = Array.from(asked[0] ?? [], (_, row) => asked.map((values) => values[row] ?? 0))
    return rows.flatMap((row) =>
      components.map((weights) =>
        weights.reduce((sum, weight, at) => sum + weight * ((row[at] ?? 0) - (means[at] ?? 0)), 0),
      ),
    )
  }
  return { name: 'components', question: { ask: 'pca', train, asked, components: 3 }, own }
}

/** Numbers that 32 bits hold, some of them missing. */
function drawNumbers(rowCount: number, seed: string, missing: number): readonly number[] {
  const random = seededRandom(seed)
  return Array.from({ length: rowCount }, () =>
    random.next() < missing ? Number.NaN : Math.fround(10 + 5 * random.normal()),
  )
}

function numberAnswer(encoder: Encoder, train: readonly number[], asked: readonly number[]) {
  const values = Float64Array.from(train)
  const column = { name: 'x', kind: 'number', values } as const
  const { input } = fitEncoder(column, encoder, { values, seed: 1 })
  if (input.kind !== 'number') throw new Error('a column of numbers stays one')
  const functions = planNumber(input.encoder).map(({ steps }) => runSteps(steps))
  return asked.flatMap((value) => functions.map((of) => of(value)))
}

function fit(encoder: Encoder, train: readonly string[], labels: readonly number[]): EncoderFit {
  const column = { name: 'c', kind: 'category', values: train } as const
  return fitEncoder(column, encoder, { values: Float64Array.from(labels), seed: 1 })
}

function categoryAnswer(
  { input, outOfFold = new Float64Array() }: EncoderFit,
  asked: readonly string[],
) {
  if (input.kind !== 'category') throw new Error('a column of texts stays one')
  const plan = planCategory(input.encoder)
  if (plan.kind === 'text') {
    const write = textVector(plan.of)
    return asked.flatMap((text) => {
      const row = new Float64Array(plan.suffixes.length)
      write(text, row, 0)
      return [...row]
    })
  }
  const rows = asked.flatMap((text) =>
    plan.features.map(({ keys, values, unseen }) => values[keys.indexOf(text)] ?? unseen),
  )
  return [...rows, ...outOfFold]
}
