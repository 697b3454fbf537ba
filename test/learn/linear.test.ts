import assert from 'node:assert/strict'
import { test } from 'node:test'
import { seededRandom } from '../../src/base/index.ts'
import {
  elasticNet,
  fitModel,
  lasso,
  leastSquares,
  logisticRegression,
  poissonRegression,
  predictColumns,
  ridge,
  scaled,
  type FittedLinear,
  type InputColumn,
  type Learner,
} from '../../src/learn/index.ts'

const random = seededRandom('linear')
const a = Float64Array.from({ length: 400 }, () => random.below(64) / 8)
const b = a.map(() => random.below(64) / 8)

test('least squares finds the plane that the target lies on', async () => {
  const target = a.map((value, row) => 3 + 2 * value - 5 * (b[row] ?? 0))
  assertClose(await weigh(leastSquares(), target), [2, -5, 3])
})

test('columns that follow from each other share their weight', async () => {
  const columns = [
    numbers('a', a),
    numbers('same', a),
    numbers(
      'still',
      a.map(() => 7),
    ),
  ]
  const target = a.map((value) => 4 * value)
  const fitted = await fitModel({ learner: leastSquares(), columns, target, seed: 1 })
  assertClose((fitted.learner as FittedLinear).weights, [2, 2, 0])
})

test('a lasso gives no weight to what tells nothing, a ridge a little', async () => {
  const target = a.map((value) => 2 * value + random.normal())
  const [, none] = await weigh(lasso({ alpha: 0.5 }), target)
  assert.equal(none, 0)
  const [, little = 0] = await weigh(ridge(), target)
  assert.ok(little !== 0 && Math.abs(little) < 0.2)
  // Half of the penalty on the squares only: between both.
  const [of = 0] = await weigh(elasticNet({ alpha: 0.5, l1Share: 0 }), target)
  assert.ok(of > 1.5 && of < 2)
})

test('a row of weight two is as two rows', async () => {
  const truth = a.map((value, row) => Number(value - (b[row] ?? 0) + 2 * random.normal() > 0))
  const twice = (values: Float64Array) => Float64Array.from([...values, ...values.slice(0, 100)])
  const weights = a.map((_, row) => (row < 100 ? 2 : 1))
  for (const learner of [leastSquares(), ridge(), logisticRegression()]) {
    const columns = [numbers('a', a), numbers('b', b)]
    const one = await fitModel({ learner, columns, target: truth, weights, seed: 1 })
    const repeated = [numbers('a', twice(a)), numbers('b', twice(b))]
    const two = await fitModel({ learner, columns: repeated, target: twice(truth), seed: 1 })
    const { weights: found } = two.learner as FittedLinear
    assertClose((one.learner as FittedLinear).weights, found)
  }
})

test('a count is expected by the exponential of a sum', async () => {
  const target = a.map((value, row) => Math.exp(0.5 + 0.3 * value - 0.2 * (b[row] ?? 0)))
  assertClose(await weigh(poissonRegression({ alpha: 0 }), target), [0.3, -0.2, 0.5], 1e-6)
})

test('classes that a plane parts are learned without a penalty too', async () => {
  const target = a.map((value) => Number(value > 4))
  const columns = [numbers('a', a)]
  const learner = logisticRegression({ alpha: 0 })
  const fitted = await fitModel({ learner, columns, target, seed: 1 })
  for (const [row, value] of predictColumns(fitted, columns).entries()) {
    assert.ok(Math.abs(value - (target[row] ?? 0)) < 1e-3, `row ${row}: ${value}`)
  }
})

test('a category has a weight of its own, one not seen has none, a missing number is the mean', async () => {
  const beach = ['lahinch', 'tullan', 'lahinch', 'tullan']
  const columns: InputColumn[] = [
    { name: 'beach', kind: 'category', values: beach },
    numbers('height', Float64Array.of(1, 1, 3, 3)),
  ]
  const target = Float64Array.of(10, 20, 12, 22)
  const fitted = await fitModel({ learner: leastSquares(), columns, target, seed: 1 })
  const asked: InputColumn[] = [
    { name: 'beach', kind: 'category', values: ['lahinch', 'tullan', 'aileens'] },
    numbers('height', Float64Array.of(Number.NaN, 5, 1)),
  ]
  assertClose(predictColumns(fitted, asked), [11, 24, 15])
})

test('a label may be scaled where it is an amount, and not where it is a class or a count', async () => {
  const columns = [numbers('a', a)]
  const learn = (learner: Learner) =>
    fitModel({ learner, columns, target: a.map(Math.sign), labelScale: scaled(), seed: 1 })
  const fitted = await learn(ridge())
  assert.equal(fitted.learner.kind, 'linear')
  for (const learner of [logisticRegression(), poissonRegression()]) {
    await assert.rejects(learn(learner), { code: 'learn.wrongSetting' })
  }
})

test('settings that make no sense are refused by name', () => {
  assert.throws(() => ridge({ alpha: -1 }), {
    code: 'learn.wrongSetting',
    message: 'ridge: alpha must be a number from 0, but is -1.',
  })
  assert.throws(() => elasticNet({ l1Share: 2 }), { code: 'learn.wrongSetting' })
})

/** The weights, then what is added. */
async function weigh(learner: Learner, target: Float64Array): Promise<readonly number[]> {
  const columns = [numbers('a', a), numbers('b', b)]
  const fitted = await fitModel({ learner, columns, target, seed: 1 })
  const { weights, intercept } = fitted.learner as FittedLinear
  return [...weights, intercept]
}

function numbers(name: string, values: Float64Array): InputColumn {
  return { name, kind: 'number', values }
}

function assertClose(found: ArrayLike<number>, wanted: ArrayLike<number>, tolerance = 1e-9): void {
  assert.equal(found.length, wanted.length)
  for (let at = 0; at < wanted.length; at += 1) {
    const apart = Math.abs((found[at] ?? Number.NaN) - (wanted[at] ?? 0))
    assert.ok(apart <= tolerance, `${at}: ${found[at]} instead of ${wanted[at]}`)
  }
}

test('an end that need not be met to the last digits is as flat as is asked for', async () => {
  const random = seededRandom('a flat end')
  const rowCount = 60_000
  const values = Float64Array.from({ length: rowCount }, () => random.normal())
  const target = values.map((value) => Number(value + random.normal() > 0.5))
  const columns = [{ name: 'a', kind: 'number', values }] as const
  const pulls: number[] = []
  for (const learner of [logisticRegression({ tolerance: 0.05 }), logisticRegression()]) {
    const fitted = await fitModel({ learner, columns, target, seed: 1 })
    const predicted = predictColumns(fitted, columns)
    const pull = values.reduce(
      (sum, value, row) => sum + value * ((target[row] ?? 0) - (predicted[row] ?? 0)),
      0,
    )
    pulls.push(Math.abs(pull) / rowCount)
  }
  const [early = 0, exact = 1] = pulls
  assert.ok(early <= 0.051 && early > 10 * exact, `${early} and ${exact}`)
  assert.throws(() => logisticRegression({ tolerance: 0 }), { code: 'learn.wrongSetting' })
})

test('of many rows nothing pulls any more, whatever the columns, the weights and the order', async () => {
  const random = seededRandom('many rows')
  const rowCount = 60_000
  const draw = (make: () => number) => Float64Array.from({ length: rowCount }, make)
  const a = draw(() => Math.fround(random.normal()))
  const rare = draw(() => Number(random.next() < 2e-4))
  const far = draw(() => (random.next() < 0.1 ? Number.NaN : Math.fround(1000 + random.normal())))
  const mixed = a.map((value, row) =>
    Number(value + 3 * (rare[row] ?? 0) + 2 * random.normal() > 0.5),
  )
  const columns = [numbers('a', a), numbers('rare', rare), numbers('far', far)]
  const cases = [
    { target: mixed },
    { target: mixed, weights: draw(() => 0.5 + random.next()) },
    // Blocks of 256 rows of which some tell nothing of the others.
    { target: mixed.map((value, row) => (Math.floor(row / 256) % 30 === 0 ? 0 : value)) },
    { target: mixed.toSorted() },
  ]
  for (const { target, weights } of cases) {
    const options = { learner: logisticRegression(), columns, target, seed: 1 }
    const fitted = await fitModel(weights === undefined ? options : { ...options, weights })
    assert.ok(fitted.learner.kind === 'linear')
    const predicted = predictColumns(fitted, columns)
    const mean = fitted.learner.means[2] ?? 0
    const known = far.map((value) => (Number.isNaN(value) ? 0 : value - mean))
    for (const [place, values] of [a, rare, known, a.map(() => 1)].entries()) {
      const pull = values.reduce((sum, value, row) => {
        const own = weights?.[row] ?? 1
        return sum + own * value * ((target[row] ?? 0) - (predicted[row] ?? 0))
      }, 0)
      const penalty = place < 3 ? (fitted.learner.weights[place] ?? 0) : 0
      // Predictions are of 32 bits.
      assert.ok(Math.abs(pull - penalty) < 2e-3, `${place}: ${pull} and ${penalty}`)
    }
  }
})
