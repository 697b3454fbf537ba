import assert from 'node:assert/strict'
import { test } from 'node:test'
import { seededRandom } from '../../../src/base/index.ts'
import type { InputColumn } from '../../../src/learn/index.ts'
import { measureFairness } from '../../../src/training/evaluation/measure-fairness.ts'

/** People of two groups and a few of a third; `finds` is how many of a group's yes are found. */
function people(finds: Readonly<Record<string, number>>) {
  const random = seededRandom('people')
  const group = Array.from({ length: 4000 }, (_, row) =>
    row < 10 ? 'few' : random.next() < 0.6 ? 'many' : 'some',
  )
  const truth = Float64Array.from(group, () => Number(random.next() < 0.4))
  const said = truth.map((value, row) => {
    const found = value === 1 ? (finds[group[row] ?? ''] ?? 0.8) : 0.1
    return random.next() < found ? 0.9 : 0.1
  })
  const columns: readonly InputColumn[] = [{ name: 'group', kind: 'category', values: group }]
  return { columns, truth, said }
}

test('a group of whom fewer yes are found is told, surely and by how much', () => {
  const [finding] = measureFairness(people({ many: 0.8, some: 0.5 }), {
    columns: ['group'],
    parity: 'truePositiveParity',
  })
  assert.equal(finding?.held, false)
  assert.equal(finding.reference, 'many')
  assert.deepEqual(finding.leftOut, ['few'])
  const some = finding.groups.find(({ group }) => group === 'some')
  assert.ok(some !== undefined && some.significant.includes('truePositiveRate'))
  assert.ok(Number(some.disparities['truePositiveRate']) < 0.7)
  assert.equal(finding.parities['falsePositiveParity'], true)
})

test('what chance may have done is not held against the model', () => {
  const rows = people({})
  const few = {
    columns: [{ name: 'group', kind: 'category', values: ['a', 'b', 'b', 'a', 'b', 'a'] }],
    truth: Float64Array.of(1, 1, 0, 0, 1, 1),
    said: Float64Array.of(0.9, 0.1, 0.1, 0.1, 0.9, 0.9),
  } as const
  assert.equal(measureFairness(rows, { columns: ['group'] })[0]?.held, true)
  const [finding] = measureFairness(few, { columns: ['group'], minRows: 1 })
  assert.equal(finding?.parities['truePositiveParity'], false)
  assert.equal(finding?.held, true)
})
