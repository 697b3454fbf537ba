import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  binned,
  chain,
  cyclic,
  hashed,
  imputed,
  logged,
  oneHot,
  ordinal,
  rangeScaled,
  robustScaled,
  scaled,
  targetMean,
  tfIdf,
  type Encoder,
  type InputColumn,
} from '../../../src/learn/index.ts'
import { encode, fitOn, numbers, texts } from './encode.ts'

const unknown = Number.NaN

function made(encoder: Encoder, column: InputColumn, asked: InputColumn = column) {
  return encode(fitOn(column, encoder), asked)
}

test('a scaled column has mean 0 and deviation 1, and missing values stay', () => {
  const fit = fitOn(numbers(2, 4, 4, unknown, 6, 4), scaled())
  assert.deepEqual(fit.input.encoder, { kind: 'scaled', mean: 4, deviation: Math.sqrt(1.6) })
  assert.deepEqual(encode(fit, numbers(4, unknown)), { x: [0, unknown] })
})

test('a range and quartiles are learned, and values beyond them go beyond', () => {
  const column = numbers(0, 1, 2, 3, 4)
  assert.deepEqual(made(rangeScaled({ from: -1, to: 1 }), column), { x: [-1, -0.5, 0, 0.5, 1] })
  assert.deepEqual(made(rangeScaled(), column, numbers(8, unknown)), { x: [2, unknown] })
  assert.deepEqual(made(robustScaled(), column), { x: [-1, -0.5, 0, 0.5, 1] })
})

test('a column that does not vary, or is all missing, is brought to one value', () => {
  for (const encoder of [scaled(), rangeScaled(), robustScaled()]) {
    assert.deepEqual(made(encoder, numbers(7, 7)), { x: [0, 0] }, encoder.kind)
    assert.deepEqual(made(encoder, numbers(unknown), numbers(3, unknown)), { x: [3, unknown] })
  }
  assert.deepEqual(made(binned({ bins: 3 }), numbers(7, 7)), { x: [0, 0] })
  assert.deepEqual(made(binned({ bins: 3, by: 'width' }), numbers(unknown)), { x: [unknown] })
})

test('what comes round ends where it began', () => {
  const direction = numbers(0, 90, 180, 270, 360, -90, unknown)
  assert.deepEqual(made(cyclic({ period: 360 }), direction), {
    'x.sin': [0, 1, 0, -1, 0, -1, unknown],
    'x.cos': [1, 0, -1, 0, 1, 0, unknown],
  })
})

test('bins are closed below; each may be a feature', () => {
  assert.deepEqual(made(binned({ edges: [1, 2] }), numbers(0.9, 1, 1.5, 2, unknown)), {
    x: [0, 1, 1, 2, unknown],
  })
  assert.deepEqual(
    made(binned({ bins: 2, by: 'width', oneHot: true }), numbers(0, 4, 1, unknown)),
    {
      'x=0': [1, 0, 1, unknown],
      'x=1': [0, 1, 0, unknown],
    },
  )
})

test('missing numbers are filled, and an indicator says where', () => {
  const column = numbers(1, unknown, 2, 9, 2)
  assert.deepEqual(made(imputed('mean'), column), { x: [1, 3.5, 2, 9, 2] })
  assert.deepEqual(made(imputed('median'), column), { x: [1, 2, 2, 9, 2] })
  assert.deepEqual(made(imputed('mostFrequent'), column), { x: [1, 2, 2, 9, 2] })
  assert.deepEqual(made(imputed({ constant: -1 }, { indicator: true }), column), {
    x: [1, -1, 2, 9, 2],
    'x.missing': [0, 1, 0, 0, 0],
  })
  assert.deepEqual(made(logged(), numbers(Math.E - 1, 0)), { x: [1, 0] })
})

test('a chain learns each encoder from what the one before made', () => {
  const column = numbers(0, unknown, 4)
  assert.deepEqual(made(chain(imputed('mean', { indicator: true }), rangeScaled()), column), {
    x: [0, 0.5, 1],
    'x.missing': [0, 1, 0],
  })
  assert.deepEqual(
    made(
      chain(imputed('mostFrequent', { indicator: true }), ordinal()),
      texts('b', undefined, 'a', 'b'),
    ),
    {
      c: [1, 1, 0, 1],
      'c.missing': [0, 1, 0, 0],
    },
  )
  const [tail] = Object.values(made(chain(imputed({ constant: 'none' }), oneHot()), texts('b', '')))
  assert.deepEqual(tail, [1, 0])
})

test('categories take their place in order; unseen and empty ones are missing', () => {
  const beach = texts('tullan', undefined, 'lahinch', '')
  const asked = texts('tullan', 'lahinch', 'bundoran', '', undefined)
  assert.deepEqual(fitOn(beach, ordinal()).input.encoder, {
    kind: 'ordinal',
    categories: ['lahinch', 'tullan'],
  })
  assert.deepEqual(made(ordinal(), beach, asked), { c: [1, 0, unknown, unknown, unknown] })
  assert.deepEqual(made(ordinal({ order: ['tullan', 'lahinch'] }), beach, asked), {
    c: [0, 1, unknown, unknown, unknown],
  })
})

test('each category is a feature, the rarer ones share one if told so', () => {
  const column = texts('a', 'b', 'b', undefined, 'c', 'c')
  assert.deepEqual(made(oneHot(), column, texts('b', 'never seen', '')), {
    'c=a': [0, 0, 0],
    'c=b': [1, 0, 0],
    'c=c': [0, 0, 0],
  })
  assert.deepEqual(made(oneHot({ most: 2 }), column, texts('a', 'b', 'never seen', undefined)), {
    'c=b': [0, 1, 0, 0],
    'c=c': [0, 0, 0, 0],
    'c:others': [1, 0, 1, 0],
  })
})

test('the mean label of a category is drawn to that of all; what is unseen has that of all', () => {
  const column = texts('a', 'a', 'b', undefined)
  const fit = fitOn(column, targetMean({ smooth: 2, folds: 2 }), [1, 3, 8, 0])
  // Of all 3. (1 + 3 + 2 · 3) / 4, (8 + 2 · 3) / 3, (0 + 2 · 3) / 3.
  assert.deepEqual(encode(fit, texts('a', 'b', undefined, 'never seen')), {
    c: [2.5, Math.fround(14 / 3), 2, 3],
  })
})

test('a training row never sees its own label in the mean of its category', () => {
  const labels = [0, 0, 0, 0, 0, 0, 0, 1000]
  const fit = fitOn(
    texts(...labels.map((_, row) => `only ${row}`)),
    targetMean({ folds: 8 }),
    labels,
  )
  assert.equal(fit.outOfFold?.[7], 0)
  assert.ok((fit.outOfFold?.[0] ?? 0) > 0)
  const one = fitOn(texts('a'), targetMean(), [5])
  assert.deepEqual(encode(one, texts('a', 'b')), { c: [5, 5] })
})

test('words that tell nothing can be left out, as scikit-learn leaves them out', () => {
  // TfidfVectorizer(max_features=4, stop_words='english') of scikit-learn.
  const titles = [
    'The cosy room in the heart of Brooklyn',
    'A sunny room with a view',
    'Loft in Brooklyn, the best of all',
    'Cosy loft by the park',
  ]
  const termsOf = (options: Parameters<typeof tfIdf>[0]) =>
    Object.keys(made(tfIdf(options), texts(...titles)))
  assert.deepEqual(termsOf({ terms: 4, stopWords: 'english' }), [
    'c:brooklyn',
    'c:cosy',
    'c:loft',
    'c:room',
  ])
  assert.deepEqual(termsOf({ terms: 2, stopWords: ['the', 'of', 'in', 'cosy'] }), [
    'c:brooklyn',
    'c:loft',
  ])
})

test('words weigh what they are rare, and a text has length 1', () => {
  const found = made(tfIdf({ terms: 2 }), texts('Big waves', 'waves, waves', undefined, 'a b'))
  assert.deepEqual(Object.keys(found), ['c:big', 'c:waves'])
  assert.deepEqual(found['c:waves']?.slice(1), [1, 0, 0])
})

test('a hash gives each category its place and side, seen or not', () => {
  const found = made(hashed({ features: 4 }), texts('a'), texts('a', 'zebra', '', undefined))
  const lengths = [0, 1, 2, 3].map((row) =>
    Object.values(found).reduce((sum, values) => sum + Math.abs(values[row] ?? 0), 0),
  )
  assert.deepEqual(lengths, [1, 1, 0, 0])
})

test('an encoder that does not fit its column or its place is refused', () => {
  const beach = texts('tullan')
  const period = numbers(1, 2)
  const refused: readonly [InputColumn, Encoder, string][] = [
    [beach, cyclic({ period: 360 }), 'learn.wrongEncoder'],
    [period, ordinal(), 'learn.wrongEncoder'],
    [period, chain(scaled(), oneHot()), 'learn.wrongEncoder'],
    [period, chain(cyclic({ period: 4 }), scaled()), 'learn.notLastInChain'],
    [beach, chain(oneHot(), scaled()), 'learn.notLastInChain'],
    [beach, imputed('mean'), 'learn.wrongSetting'],
    [period, imputed({ constant: 'none' }), 'learn.wrongSetting'],
    [numbers(unknown, unknown), imputed('median'), 'learn.nothingKnown'],
    [texts(undefined, ''), imputed('mostFrequent'), 'learn.nothingKnown'],
    [numbers(1, Infinity), scaled(), 'learn.wrongNumber'],
    [
      texts(...Array.from({ length: 1001 }, (_, at) => `${at}`)),
      oneHot(),
      'learn.tooManyCategories',
    ],
  ]
  for (const [column, encoder, code] of refused) {
    assert.throws(() => fitOn(column, encoder), { code }, encoder.kind)
  }
})

test('a setting that makes no sense is refused where it is written', () => {
  const wrong = [
    () => cyclic({ period: 0 }),
    () => rangeScaled({ from: 1, to: 1 }),
    () => binned({ bins: 1 }),
    () => binned({ edges: [2, 1] }),
    () => imputed({ constant: unknown }),
    () => ordinal({ order: ['a', 'a'] }),
    () => oneHot({ most: 0 }),
    () => targetMean({ folds: 1 }),
    () => targetMean({ smooth: -1 }),
    () => tfIdf({ terms: 0 }),
    () => hashed({ features: 1.5 }),
    () => chain(scaled()),
  ]
  for (const make of wrong) assert.throws(make, { code: 'learn.wrongSetting' }, String(make))
})
