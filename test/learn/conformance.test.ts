import assert from 'node:assert/strict'
import { suite, test } from 'node:test'
import {
  cyclic,
  fitModel,
  predictColumns,
  scaled,
  type InputColumn,
} from '../../src/learn/index.ts'
import { assertParity } from './assert-parity.ts'
import { learnerCases, targetOf, type LearnerCase } from './learner-cases.ts'
import { syntheticSurf } from './synthetic-surf.ts'

const known = ['lahinch', 'tullan', 'strandhill']
const train = syntheticSurf(1500, 'training', known)
const asked = syntheticSurf(10_000, 'asked', [...known, 'a beach never seen'])
const usualEncoders = { direction: cyclic({ period: 360 }), period: scaled() }

/** What holds of every learner. */
for (const learnerCase of learnerCases) {
  const { name, learner, encoders = usualEncoders } = learnerCase
  const target = targetOf(learnerCase, train.target)
  const learn = (options: Partial<Parameters<typeof fitModel>[0]> = {}) =>
    fitModel({ learner, encoders, columns: train.columns, target, seed: 1, ...options })

  const hasTarget = learnerCase.task !== 'nothing'

  void suite(name, () => {
    test('the same seed gives the same model, which is plain JSON', async () => {
      const fitted = await learn()
      assert.deepEqual(await learn(), fitted)
      assert.deepEqual(JSON.parse(JSON.stringify(fitted)), fitted)
    })

    test('columns, compiled function and ONNX Runtime give the same answers', async () => {
      await assertParity(await learn(), asked.columns)
    })

    test('a target that never varies is answered everywhere', async () => {
      const fitted = await learn({ target: target.map(() => 1) })
      const predicted = predictColumns(fitted, asked.columns)
      for (const value of predicted) {
        assert.ok(!hasTarget || Math.abs(value - 1) < 1e-5, `${value}`)
      }
      await assertParity(fitted, first(asked.columns, 50))
    })

    test('more columns than rows, and columns of nothing, are learned from', async () => {
      const columns = [...first(train.columns, 3), numbers('nothing', [NaN, NaN, NaN])]
      const fitted = await learn({ columns, encoders: {}, target: target.slice(0, 3) })
      const more = first(asked.columns, 50)
      await assertParity(fitted, [...more, numbers('nothing', more[0]?.values.length ?? 0)])
    })

    test('rows of weight 0 teach nothing', async () => {
      const weights = target.map((_, row) => row % 2)
      const wild = target.map((value, row) =>
        row % 2 === 1 ? value : learnerCase.task === 'yes or no' ? 1 - value : wildest(learnerCase),
      )
      const some = target.filter((_, row) => row % 2 === 1)
      const fitted = await learn({ target: wild, weights })
      const predicted = predictColumns(fitted, train.columns)
      const [low, high] = [Math.min(...some), Math.max(...some)]
      // Without a target there is but one answer: that of the same rows alone.
      const reach = hasTarget ? high - low : Number.POSITIVE_INFINITY
      for (const value of predicted) {
        assert.ok(value > low - reach && value < high + reach, `${value}`)
      }
      if (learnerCase.task !== 'yes or no') return
      const right = some.filter(
        (value, at) => (predicted[2 * at + 1] ?? NaN) >= 0.5 === (value === 1),
      )
      assert.ok(right.length > 0.75 * some.length)
    })

    test('what is no number to learn from is refused', async () => {
      await assert.rejects(
        learn({ target: target.map((value, row) => (row === 7 ? NaN : value)) }),
        {
          code: 'learn.wrongNumber',
        },
      )
      const columns = [numbers('height', target.length, -Infinity)]
      await assert.rejects(learn({ columns, encoders: {} }), { code: 'learn.wrongNumber' })
      await assert.rejects(learn({ weights: target.map(() => 0) }), { code: 'learn.noData' })
      if (learnerCase.task === 'number' || !hasTarget) return
      await assert.rejects(learn({ target: target.map((value) => -value - 0.5) }), {
        code: 'learn.wrongNumber',
      })
    })

    test('a stop that was asked for is heard', async () => {
      const reason = new Error('enough')
      await assert.rejects(learn({ signal: AbortSignal.abort(reason) }), reason)
    })
  })
}

/** What rows of weight 0 say. */
function wildest({ task }: LearnerCase): number {
  return task === 'classes' ? 77 : 1e6
}

function first(columns: readonly InputColumn[], count: number): readonly InputColumn[] {
  return columns.map((column) =>
    column.kind === 'number'
      ? { ...column, values: column.values.slice(0, count) }
      : { ...column, values: column.values.slice(0, count) },
  )
}

function numbers(name: string, values: number[] | number, fill = NaN): InputColumn {
  const own = typeof values === 'number' ? new Float64Array(values).fill(fill) : values
  return { name, kind: 'number', values: Float64Array.from(own) }
}
