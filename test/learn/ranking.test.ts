import assert from 'node:assert/strict'
import { test } from 'node:test'
import { seededRandom } from '../../src/base/index.ts'
import {
  boostedTrees,
  fitModel,
  ndcg,
  predictColumns,
  type BoostedTrees,
  type InputColumn,
} from '../../src/learn/index.ts'

/** How well rows rank within their searches. */
function gainOf(
  truth: Float64Array,
  said: Float64Array,
  search: readonly (string | number)[],
  best?: number,
) {
  const options = { query: 'search', ...(best === undefined ? {} : { best }) }
  return ndcg(options).of(truth, said, { groups: { search } })
}

const ranking = (options: Partial<Omit<BoostedTrees, 'kind'>> = {}) =>
  boostedTrees({ loss: 'ranking', query: 'search', trees: 40, minLeafRows: 5, ...options })

test('the order that boosted trees learn gains more than chance and less than all', async () => {
  const { columns, target, searches } = searchResults(300, 'learned')
  const fitted = await fitModel({ learner: ranking(), columns, target, seed: 1 })
  const asked = searchResults(200, 'asked')
  const predicted = predictColumns(fitted, asked.columns)
  const learned = gainOf(asked.target, predicted, asked.searches)
  const chance = predicted.map((_, row) => (row * 7919) % 1000)
  const drawn = gainOf(asked.target, chance, asked.searches)
  assert.ok(learned > drawn + 0.15 && learned < 1, `${learned}, by chance ${drawn}`)
  assert.equal(searches.length, target.length)
})

test('the column of queries is no feature: predictions do without it', async () => {
  const { columns, target } = searchResults(40, 'learned')
  const fitted = await fitModel({ learner: ranking(), columns, target, seed: 1 })
  assert.deepEqual(
    fitted.inputs.map(({ name }) => name),
    ['fit', 'age', 'noise'],
  )
  const without = columns.filter(({ name }) => name !== 'search')
  assert.deepEqual(predictColumns(fitted, without), predictColumns(fitted, columns))
})

test('only rows of the same query are ranked against each other', async () => {
  // Whatever a query adds to the relevance of all of its rows tells nothing.
  const { columns, target, searches } = searchResults(60, 'learned')
  const least = target.map((value, row) => value + (Number(searches[row]?.slice(1)) % 2))
  const one = await fitModel({ learner: ranking(), columns, target: least, seed: 1 })
  const predicted = predictColumns(one, columns)
  assert.ok(gainOf(target, predicted, searches) > 0.9)
})

test('a query is held back with all of its rows', async () => {
  const { columns, target } = searchResults(60, 'learned')
  const learner = ranking({ trees: 200, earlyStopping: { share: 0.3, patience: 5 } })
  const losses: number[] = []
  const fitted = await fitModel({
    learner,
    columns,
    target,
    seed: 1,
    onProgress: ({ heldBackLoss }) => losses.push(heldBackLoss ?? Number.NaN),
  })
  assert.ok(fitted.learner.kind === 'boostedTrees' && fitted.learner.trees.length < 200)
  assert.ok(losses.every((loss) => loss > 0 && loss < 1))
})

test('a column of queries that is not there, and relevance beyond measure, are refused', async () => {
  const { columns, target } = searchResults(5, 'learned')
  const without = columns.filter(({ name }) => name !== 'search')
  await assert.rejects(fitModel({ learner: ranking(), columns: without, target, seed: 1 }), {
    code: 'learn.wrongSetting',
    message: 'boostedTrees: query must be one of the columns (fit, age, noise), but is search.',
  })
  await assert.rejects(
    fitModel({ learner: ranking(), columns, target: target.map(() => 0.5), seed: 1 }),
    { code: 'learn.wrongNumber' },
  )
  assert.throws(() => boostedTrees({ loss: 'ranking' }), { code: 'learn.wrongSetting' })
  assert.throws(() => boostedTrees({ query: 'search' }), { code: 'learn.wrongSetting' })
})

test('NDCG is the gain that is had by that of the best order, of the rows at the front too', () => {
  const truth = Float64Array.of(3, 2, 0, 1)
  const said = Float64Array.of(0.1, 0.9, 0.5, 0.2)
  const one = [1, 1, 1, 1]
  assert.ok(Math.abs(gainOf(truth, said, one) - ndcgByHand([3, 0, 1, 7], [7, 3, 1, 0])) < 1e-12)
  assert.ok(Math.abs(gainOf(truth, said, one, 2) - ndcgByHand([3, 0], [7, 3])) < 1e-12)
  assert.ok(Number.isNaN(gainOf(new Float64Array(4), said, one)))
  assert.ok(Number.isNaN(ndcg({ query: 'search' }).of(truth, said)))
})

function ndcgByHand(had: readonly number[], most: readonly number[]): number {
  const sum = (gains: readonly number[]) =>
    gains.reduce((all, gain, place) => all + gain / Math.log2(place + 2), 0)
  return sum(had) / sum(most)
}

/** Fifteen pages for each search; how relevant they are follows from two of three columns. */
function searchResults(searchCount: number, seed: string) {
  const random = seededRandom(seed)
  const searches = Array.from({ length: searchCount * 15 }, (_, row) => `s${Math.floor(row / 15)}`)
  const draw = () => Float64Array.from(searches, () => random.normal())
  const [fit, age, noise] = [draw(), draw(), draw()]
  const target = Float64Array.from(fit, (value, row) => {
    const worth = value + (age[row] ?? 0) * (value > 0 ? 0.5 : -0.5) + 0.3 * random.normal()
    return Math.max(0, Math.min(4, Math.round(worth + 1)))
  })
  const columns: readonly InputColumn[] = [
    { name: 'fit', kind: 'number', values: fit },
    { name: 'search', kind: 'category', values: searches },
    { name: 'age', kind: 'number', values: age },
    { name: 'noise', kind: 'number', values: noise },
  ]
  return { columns, target, searches }
}
