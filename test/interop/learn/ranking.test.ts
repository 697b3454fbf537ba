import assert from 'node:assert/strict'
import { test } from 'node:test'
import { seededRandom } from '../../../src/base/index.ts'
import {
  boostedTrees,
  fitModel,
  ndcg,
  predictColumns,
  type InputColumn,
} from '../../../src/learn/index.ts'
import { joinColumns } from './join-columns.ts'
import { runPython } from './run-python.ts'

const settings = { trees: 60, learningRate: 0.1, maxLeaves: 15 }
const queryCount = 250
const columnCount = 6

type Truth = (row: readonly number[]) => number

const sets: Readonly<Record<string, Truth>> = {
  'a sum': ([a = 0, b = 0, c = 0]) => a + 0.5 * b - 0.3 * c,
  'a product': ([a = 0, b = 0, c = 0]) => a * b + c,
  waves: ([a = 0, b = 0]) => Math.sin(2 * a) + 0.5 * Math.abs(b),
  steps: ([a = 0, b = 0, c = 0]) => (a > 0 ? 1 : 0) + (b > 0.5 ? 1.5 : 0) + (c < -1 ? 1 : 0),
}

test('rows that were held out rank as well as by XGBoost’s rank:ndcg', async (t) => {
  const files: Record<string, Float64Array> = {}
  const drawn = Object.entries(sets).map(([name, truth]) => {
    const [train, asked] = [draw(`${name} train`, truth), draw(`${name} asked`, truth)]
    for (const [part, rows] of Object.entries({ train, asked })) {
      files[`${name}.${part}`] = joinColumns(rows.columns)
      files[`${name}.${part}.target`] = rows.target
      files[`${name}.${part}.queries`] = rows.queries
    }
    return { name, train, asked }
  })
  const told = { ...settings, sets: Object.keys(sets), queries: queryCount, columns: columnCount }
  const answers = (await runPython('ranking.py', {
    ...files,
    'settings.json': JSON.stringify(told),
  })) as Readonly<Record<string, { readonly predicted: number[]; readonly ndcg: number }>>
  for (const { name, train, asked } of drawn) {
    const query: InputColumn = { name: 'query', kind: 'number', values: train.queries }
    const fitted = await fitModel({
      learner: boostedTrees({ ...settings, loss: 'ranking', query: 'query', minLeafRows: 1 }),
      columns: [...train.columns, query],
      target: train.target,
      seed: 1,
    })
    const { target: truth, queries } = asked
    const groups = { query: queries }
    const gain = ndcg({ query: 'query' })
    const own = gain.of(truth, predictColumns(fitted, asked.columns), { groups })
    const answer = answers[name]
    const predicted = Float64Array.from(answer?.predicted ?? [])
    const peer = gain.of(truth, predicted, { groups })
    t.diagnostic(`${name}: ${own.toFixed(4)}, XGBoost ${peer.toFixed(4)}`)
    assert.ok(Math.abs(peer - (answer?.ndcg ?? 0)) < 1e-9, `${peer} by scikit-learn`)
    assert.ok(own >= 0.99 * peer, name)
  }
})

/** Twelve rows for each query, relevant from 0 to 4. */
function draw(seed: string, truth: Truth) {
  const random = seededRandom(seed)
  const rowCount = queryCount * 12
  const columns = Array.from({ length: columnCount }, (_, place): InputColumn => {
    const values = Float64Array.from({ length: rowCount }, () => random.normal())
    return { name: `x${place}`, kind: 'number', values }
  })
  const queries = Float64Array.from({ length: rowCount }, (_, row) => Math.floor(row / 12))
  const target = queries.map((_, row) => {
    const worth = truth(columns.map(({ values }) => Number(values[row])))
    return Math.max(0, Math.min(4, Math.round(1 + worth + 0.5 * random.normal())))
  })
  return { columns, queries, target }
}
