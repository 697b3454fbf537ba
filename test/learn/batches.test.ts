import assert from 'node:assert/strict'
import { test } from 'node:test'
import { seededRandom } from '../../src/base/index.ts'
import {
  boostedTrees,
  fitFromBatches,
  fitModel,
  pca,
  predictColumns,
  randomForest,
  ridge,
  rmse,
  scaled,
  targetMean,
  type BoostedTrees,
  type FitFromBatchesOptions,
  type InputColumn,
  type Learner,
} from '../../src/learn/index.ts'
import { syntheticSurf } from './synthetic-surf.ts'

const beaches = ['lahinch', 'tullan', 'strandhill']
const { columns, target } = syntheticSurf(6000, 'batches', beaches)
const asked = syntheticSurf(2000, 'asked', beaches)

function pick(column: InputColumn, start: number, end: number): InputColumn {
  return column.kind === 'number'
    ? { ...column, values: column.values.slice(start, end) }
    : { ...column, values: column.values.slice(start, end) }
}

async function* readBatches(rows: number, upTo = target.length) {
  for (let start = 0; start < upTo; start += rows) {
    const end = Math.min(upTo, start + rows)
    yield await Promise.resolve({
      columns: columns.map((column) => pick(column, start, end)),
      target: target.slice(start, end),
    })
  }
}

function learn(learner: Learner, options: Partial<FitFromBatchesOptions> = {}) {
  return fitFromBatches({
    learner,
    read: () => readBatches(700),
    seed: 1,
    sampled: 2000,
    ...options,
  })
}

const cases: readonly (readonly [string, BoostedTrees])[] = [
  ['trees', boostedTrees({ trees: 40 })],
  ['trees of some rows and columns', boostedTrees({ trees: 40, rowShare: 0.5, columnShare: 0.7 })],
  ['trees in threads', boostedTrees({ trees: 40, threads: 2 })],
  [
    'trees with early stopping',
    boostedTrees({ trees: 200, earlyStopping: { share: 0.2, patience: 10 } }),
  ],
]

for (const [name, learner] of cases) {
  test(`${name} of rows in batches foretell as those of all rows at once`, async () => {
    const fitted = await learn(learner)
    const atOnce = await fitModel({ learner, columns, target, seed: 1 })
    const [error, wanted] = [fitted, atOnce].map((own) =>
      rmse().of(asked.target, predictColumns(own, asked.columns)),
    )
    assert.ok((error ?? NaN) < 1.02 * (wanted ?? NaN), `${error} instead of ${wanted}`)
    assert.deepEqual(await learn(learner, { read: () => readBatches(1300) }), fitted)
  })
}

for (const options of [
  { loss: 'squared' },
  { loss: 'squared', rowShare: 0.6 },
  { loss: 'logistic', earlyStopping: { share: 0.2, patience: 5 } },
  { loss: 'absolute' },
  { loss: 'poisson' },
  { loss: 'classes' },
] as const) {
  for (const isWeighed of [false, true]) {
    const name = `${JSON.stringify(options)}${isWeighed ? ', weighed' : ''}`
    test(`where columns have few values, trees are the very same in batches: ${name}`, async () => {
      const learner = boostedTrees({ trees: 6, maxLeaves: 9, ...options })
      const few = fewValues(options.loss === 'logistic' ? 2 : 3)
      const all = { columns: few.columns, target: few.target }
      const weights = isWeighed ? few.target.map((_, row) => row % 3) : undefined
      const beside = weights === undefined ? {} : { weights }
      async function* read() {
        for (let start = 0; start < few.target.length; start += 701) {
          const end = start + 701
          yield await Promise.resolve({
            columns: few.columns.map((column) => pick(column, start, end)),
            target: few.target.slice(start, end),
            ...(weights === undefined ? {} : { weights: weights.slice(start, end) }),
          })
        }
      }
      const fitted = await learn(learner, { read })
      assert.deepEqual(fitted, await fitModel({ learner, ...all, ...beside, seed: 1 }))
    })
  }
}

/** An odd number of rows, whose columns have up to 40 values. */
function fewValues(answers: number) {
  const random = seededRandom('few values')
  const draw = () => Float64Array.from({ length: 5003 }, () => random.below(40))
  const values = ['a', 'b', 'c', 'd', 'e'].map((name) => ({ name, values: draw() }))
  const [a, b] = values.map((column) => column.values)
  return {
    columns: values.map((column): InputColumn => ({ ...column, kind: 'number' })),
    target: draw().map(
      (noise, row) => Math.floor(((a?.[row] ?? 0) * (b?.[row] ?? 0)) / 800 + noise / 20) % answers,
    ),
  }
}

for (const [name, learner, encoders] of [
  ['a forest', randomForest({ trees: 5, threads: 1 }), {}],
  ['a weighted sum', ridge(), {}],
  ['trees that read means of the target', boostedTrees({ trees: 40 }), { beach: targetMean() }],
] as const) {
  test(`${name} of rows in batches foretells as of all rows at once`, async () => {
    const fitted = await learn(learner, { encoders })
    const atOnce = await fitModel({ learner, encoders, columns, target, seed: 1 })
    const [error, wanted] = [fitted, atOnce].map((own) =>
      rmse().of(asked.target, predictColumns(own, asked.columns)),
    )
    assert.ok((error ?? NaN) < 1.02 * (wanted ?? NaN), `${error} instead of ${wanted}`)
  })
}

test('features together and a scale of the target are learned of batches too', async () => {
  const options = {
    combine: { sea: pca({ of: ['height', 'period'], components: 1 }) },
    labelScale: scaled(),
  }
  const learner = boostedTrees({ trees: 40 })
  const fitted = await learn(learner, options)
  const atOnce = await fitModel({ learner, ...options, columns, target, seed: 1 })
  assert.deepEqual(fitted.combined, atOnce.combined)
  assert.deepEqual(fitted.label, atOnce.label)
  assert.equal(typeof predictColumns(fitted, asked.columns)[0], 'number')
})

test('rows that were drawn see nothing of their own label', async () => {
  // Of as many categories as rows: whoever sees its own label knows it.
  const names: InputColumn = {
    name: 'name',
    kind: 'category',
    values: Array.from({ length: target.length }, (_, row) => `${row >> 1}`),
  }
  const random = seededRandom('noise')
  const noise = target.map(() => random.next())
  async function* read() {
    for (let start = 0; start < target.length; start += 700) {
      const end = Math.min(target.length, start + 700)
      yield await Promise.resolve({
        columns: [pick(names, start, end)],
        target: noise.slice(start, end),
      })
    }
  }
  const learner = boostedTrees({ trees: 10, learningRate: 1 })
  const losses: number[] = []
  await learn(learner, {
    read,
    encoders: { name: targetMean({ smooth: 0 }) },
    sampled: 5900,
    onProgress: ({ trainingLoss }) => void losses.push(trainingLoss ?? Number.NaN),
  })
  assert.ok((losses.at(-1) ?? 0) > 0.06, `${losses.at(-1)}`)
})

test('few rows in batches are learned from as those rows at once', async () => {
  const learner = boostedTrees({ trees: 20 })
  const fitted = await learn(learner, { sampled: 6000 })
  assert.deepEqual(fitted, await fitModel({ learner, columns, target, seed: 1 }))
})

test('learning from batches goes on from where it was broken off', async () => {
  const learner = boostedTrees({ trees: 40, rowShare: 0.6 })
  const whole = await learn(learner)
  const { learner: half } = await learn({ ...learner, trees: 15 })
  assert.ok(half.kind === 'boostedTrees')
  assert.deepEqual(await learn(learner, { goOn: half }), whole)
})

test('batches that can not be learned from are refused, saying why', async () => {
  const learner = boostedTrees({ trees: 3 })
  const cases: readonly (readonly [Partial<FitFromBatchesOptions>, string])[] = [
    [{ learner: boostedTrees({ loss: 'ranking', query: 'beach' }) }, 'learn.wrongSetting'],
    [{ read: () => readBatches(700, 0) }, 'learn.noData'],
    [{ read: changing(5900) }, 'learn.unequalLengths'],
    [{ read: changing(6000, 5900) }, 'learn.unequalLengths'],
    [
      { read: wrong(({ target: own, ...batch }) => ({ ...batch, target: own.fill(NaN) })) },
      'learn.wrongNumber',
    ],
    [
      { read: wrong((batch) => ({ ...batch, columns: batch.columns.slice(1) })) },
      'learn.missingColumn',
    ],
  ]
  for (const [options, code] of cases) {
    await assert.rejects(learn(learner, options), { code }, code)
  }
  const reason = new Error('enough')
  await assert.rejects(learn(learner, { signal: AbortSignal.abort(reason) }), reason)
})

/** First so many rows, then others. */
function changing(first: number, then = 6000) {
  let readings = 0
  return () => readBatches(700, (readings += 1) === 1 ? first : then)
}

type Batch = Awaited<ReturnType<typeof readBatches>> extends AsyncGenerator<infer Own> ? Own : never

/** The second batch is another. */
function wrong(change: (batch: Batch) => Batch) {
  return async function* read() {
    let place = 0
    for await (const batch of readBatches(700)) {
      yield place === 1 ? change(batch) : batch
      place += 1
    }
  }
}
