import assert from 'node:assert/strict'
import { test } from 'node:test'
import { seededRandom } from '../../src/base/index.ts'
import {
  asCategory,
  boostedTrees,
  compileManyPredictor,
  compilePredictor,
  decisionTree,
  extraTrees,
  fitModel,
  ordinal,
  predictColumns,
  randomForest,
  ridge,
  rmse,
  type FittedModel,
  type InputColumn,
  type Learner,
  type Tree,
} from '../../src/learn/index.ts'
import { treeEdges } from '../../src/learn/explain/tree-edges.ts'
import { treeShap } from '../../src/learn/explain/tree-shap.ts'
import { assertParity } from './assert-parity.ts'

const letters = 'abcdefghijklmnopqrst'.split('')

/** Above nought every third letter is low, below it every second one: no one order has both. */
function partedRows(rowCount: number, seed: string) {
  const random = seededRandom(seed)
  const texts: (string | undefined)[] = []
  const numbers = new Float64Array(rowCount)
  const target = new Float64Array(rowCount)
  for (let row = 0; row < rowCount; row += 1) {
    const place = random.below(letters.length)
    const number = random.next() - 0.5
    texts.push(random.next() < 0.05 ? undefined : letters[place])
    numbers[row] = number
    const isLow = texts[row] === undefined || place % (number > 0 ? 3 : 2) === 0
    target[row] = (isLow ? -4 : 4) + 0.2 * random.normal()
  }
  const columns: readonly InputColumn[] = [
    { name: 'letter', kind: 'category', values: texts },
    { name: 'number', kind: 'number', values: numbers },
  ]
  return { columns, target }
}

const train = partedRows(2000, 'train')
const held = partedRows(1000, 'test')
const few = boostedTrees({ trees: 60, maxLeaves: 8, minLeafRows: 5 })

test('trees part categories into any two sets, where places in an order take many splits', async () => {
  const error = async (encoders: Parameters<typeof fitModel>[0]['encoders'] = {}) => {
    const fitted = await fitModel({ learner: few, encoders, ...train, seed: 1 })
    return rmse().of(held.target, predictColumns(fitted, held.columns))
  }
  const parted = await error({ letter: asCategory() })
  assert.ok(parted < 0.5, `${parted}`)
  assert.ok((await error()) > 3 * parted)
})

test('sets are the same in columns, compiled function and ONNX', async () => {
  const learner = boostedTrees({ trees: 40, maxLeaves: 12, minLeafRows: 5 })
  const fitted = await fitModel({ learner, encoders: { letter: asCategory() }, ...train, seed: 1 })
  const asked = withUnseen(partedRows(300, 'asked').columns)
  assert.ok(fitted.learner.kind === 'boostedTrees')
  assert.ok(fitted.learner.trees.some(({ sets }) => sets !== undefined))
  await assertParity(fitted, asked)
})

const grown: Readonly<Record<string, Learner>> = {
  'a random forest': randomForest({ trees: 20, minLeafRows: 3 }),
  'extra trees': extraTrees({ trees: 20, minLeafRows: 3 }),
  'a single tree': decisionTree({ minLeafRows: 3 }),
  'a forest of quantiles': randomForest({ trees: 20, minLeafRows: 3, quantile: 0.5 }),
}

for (const [name, learner] of Object.entries(grown)) {
  test(`${name} parts categories into sets, the same in columns, compiled function and ONNX`, async () => {
    const fit = (encoders: NonNullable<Parameters<typeof fitModel>[0]['encoders']>) =>
      fitModel({ learner, encoders, ...train, seed: 1 })
    const error = (fitted: FittedModel) =>
      rmse().of(held.target, predictColumns(fitted, held.columns))
    const fitted = await fit({ letter: asCategory() })
    assert.ok(fitted.learner.kind === 'forest')
    assert.ok(fitted.learner.trees.every(({ sets }) => sets !== undefined))
    assert.ok(1.2 * error(fitted) < error(await fit({ letter: ordinal() })))
    await assertParity(fitted, withUnseen(partedRows(300, 'asked').columns))
  })
}

test('trees of several classes part categories by how their shares differ', async () => {
  // Whoever sorts letters by any one class mixes the two others.
  const classOf = (columns: readonly InputColumn[]) =>
    Float64Array.from(
      columns[0]?.values ?? [],
      (text: string | number | undefined) => (letters.indexOf(`${text}`) + 3) % 3,
    )
  const target = classOf(train.columns)
  for (const learner of [
    decisionTree({ task: 'classes', maxDepth: 2 }),
    extraTrees({ task: 'classes', trees: 20, columnShare: 1 }),
  ] as const) {
    const encoders = { letter: asCategory() }
    const fitted = await fitModel({ learner, encoders, columns: train.columns, target, seed: 1 })
    assert.deepEqual(predictColumns(fitted, held.columns), classOf(held.columns))
    await assertParity(fitted, withUnseen(partedRows(300, 'asked').columns))
  }
})

test('categories that a node has not seen go where most of its rows go', async () => {
  const texts = 'aaaaaabbbcccca'.split('')
  const numbers = Float64Array.from('00000000011111', Number)
  const columns: readonly InputColumn[] = [
    { name: 'number', kind: 'number', values: numbers },
    { name: 'letter', kind: 'category', values: texts },
  ]
  const target = numbers.map((number, row) => (number === 1 ? 100 : texts[row] === 'a' ? 1 : 4))
  const learner = decisionTree({ minLeafRows: 3 })
  const encoders = { letter: asCategory() }
  const fitted = await fitModel({ learner, encoders, columns, target, seed: 1 })
  const ask = (number: number, letter: string) => compilePredictor(fitted)({ number, letter })
  assert.deepEqual([ask(0, 'a'), ask(0, 'b'), ask(1, 'c')], [1, 4, 100])
  // Left of the root nobody has seen a c: most are an a.
  assert.ok(fitted.learner.kind === 'forest')
  const [tree] = fitted.learner.trees
  assert.equal(tree?.feature[0], 0)
  assert.equal(ask(0, 'c'), 1)
  assert.equal(ask(0, 'unseen'), 1)
})

function withUnseen(columns: readonly InputColumn[]): readonly InputColumn[] {
  return columns.map((column) =>
    column.kind === 'category'
      ? { ...column, values: column.values.map((text, row) => (row % 9 === 0 ? 'unseen' : text)) }
      : column,
  )
}

test('many rows at once are answered as one by one, to the bit', async () => {
  const learner = boostedTrees({ trees: 40, maxLeaves: 12, minLeafRows: 5 })
  const fitted = await fitModel({ learner, encoders: { letter: asCategory() }, ...train, seed: 1 })
  const [letter, number] = held.columns
  const answerMany = compileManyPredictor(fitted)
  assert.ok(answerMany)
  const answerOne = compilePredictor(fitted)
  // Numbers that are missing are for the walk, all else for the lanes.
  for (const every of [Infinity, 400]) {
    const rows = Array.from({ length: 1000 }, (_, row) => ({
      letter: row % 9 === 0 ? 'unseen' : letter?.values[row],
      number: row % every === 5 ? undefined : number?.values[row],
    }))
    assert.deepEqual(answerMany(rows), Float64Array.from(rows, answerOne))
  }
})

test('a set is explained as the thresholds that say the same', () => {
  const parted: Tree = {
    ...treeOf([0, 1, -1, -1, -1], [0, 0.5, 0, 0, 0], [1, 3], [2, 4]),
    sets: { 0: [0, 2] },
    value: [0, 0, 3, 1, 2],
  }
  // Categories of 10, 20, 30 and 40 rows; of those of 0 and 2, three tenths have a number up to a half.
  const partedCover = [100, 40, 60, 12, 28]
  const spelled: Tree = {
    ...treeOf(
      [0, 1, 0, -1, -1, -1, 0, 1, -1, -1, -1],
      [0.5, 0.5, 1.5, 0, 0, 0, 2.5, 0.5, 0, 0, 0],
      [1, 3, 5, 0, 0, 0, 7, 8],
      [2, 4, 6, 0, 0, 0, 10, 9],
    ),
    value: [0, 0, 0, 1, 2, 3, 0, 0, 1, 2, 3],
  }
  const spelledCover = [100, 10, 90, 3, 7, 20, 70, 30, 9, 21, 40]
  const features = [
    { name: 'category', values: Float32Array.from([0, 1, 2, 3, 9, NaN]) },
    { name: 'number', values: Float32Array.from([0, 1, 1, 0, 0, 1]) },
  ]
  for (let row = 0; row < 6; row += 1) {
    const [found, wanted] = [[parted, partedCover] as const, [spelled, spelledCover] as const].map(
      ([tree, cover]) => {
        const out = new Float64Array(2)
        treeShap(treeEdges(tree, cover)).add(features, row, { out, at: 0, weight: 1 })
        return out
      },
    )
    for (const at of [0, 1]) {
      assert.ok(Math.abs((found?.[at] ?? NaN) - (wanted?.[at] ?? NaN)) < 1e-12, `${row} ${at}`)
    }
  }
})

function treeOf(
  feature: readonly number[],
  threshold: readonly number[],
  left: readonly number[],
  right: readonly number[],
): Tree {
  const none = feature.map(() => 0)
  return { feature, threshold, left, right, missingLeft: none, value: none, gain: none }
}

/** Each of ten thousand categories has a level of its own, and two rows. */
function manyCategories(seed: string) {
  const random = seededRandom(seed)
  const levels = seededRandom('levels')
  const level = Float64Array.from({ length: 10_000 }, () => levels.normal())
  const target = new Float64Array(20_000)
  const noise = new Float64Array(20_000)
  for (const row of target.keys()) {
    noise[row] = random.normal()
    target[row] = (level[row % 10_000] ?? 0) + 0.3 * random.normal()
  }
  const columns: readonly InputColumn[] = [
    {
      name: 'category',
      kind: 'category',
      values: Array.from(target, (_, row) => `c${row % 10_000}`),
    },
    { name: 'noise', kind: 'number', values: noise },
  ]
  return { columns, target }
}

const many = manyCategories('many')
const later = manyCategories('later')

for (const learner of [
  boostedTrees({ trees: 30 }),
  randomForest({ trees: 5, minLeafRows: 20, threads: 1 }),
  decisionTree({ minLeafRows: 20 }),
] as readonly Learner[]) {
  test(`${learner.kind}: ten thousand categories are told apart by what they had before`, async () => {
    const fitted = await fitModel({ learner, ...many, seed: 1 })
    const error = rmse().of(later.target, predictColumns(fitted, later.columns))
    // The mean of two rows of a level is off by 0.37, that of all by 1.04.
    assert.ok(error < 0.7, `${error}`)
  })
}

test('of very many categories, those that come most often have a weight in a sum', async () => {
  const fitted = await fitModel({ learner: ridge(), ...many, seed: 1 })
  assert.ok(fitted.learner.kind === 'linear')
  assert.equal(fitted.learner.weights.length, 52)
})

test('ten thousand categories do not mislead trees of several classes', async () => {
  const toClass = (value: number) => (value > 0.5 ? 2 : value > -0.5 ? 1 : 0)
  const target = many.target.map(toClass)
  const learner = boostedTrees({ trees: 10, loss: 'classes' })
  const fitted = await fitModel({ learner, ...many, target, seed: 1 })
  const said = predictColumns(fitted, later.columns)
  const right = later.target.filter((value, row) => toClass(value) === said[row])
  assert.ok(right.length > 0.5 * said.length, `${right.length} of ${said.length}`)
})
