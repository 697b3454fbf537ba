import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  boostedTrees,
  fitFromBatches,
  fitModel,
  predictColumns,
  rmse,
  type BoostedTrees,
  type FitFromBatchesOptions,
  type InputColumn,
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

function learn(learner: BoostedTrees, options: Partial<FitFromBatchesOptions> = {}) {
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
