import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
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
  return { columns, kind: 'yesOrNo' as const, truth, said }
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
    kind: 'yesOrNo',
    truth: Float64Array.of(1, 1, 0, 0, 1, 1),
    said: Float64Array.of(0.9, 0.1, 0.1, 0.1, 0.9, 0.9),
  } as const
  assert.equal(measureFairness(rows, { columns: ['group'] })[0]?.held, true)
  const [finding] = measureFairness(few, { columns: ['group'], minRows: 1 })
  assert.equal(finding?.parities['truePositiveParity'], false)
  assert.equal(finding?.held, true)
})

/** What Fairlearn's MetricFrame says, by test/interop/learn/fairness_groups.py. */
const golden = JSON.parse(
  readFileSync(new URL('../../golden/fairness-groups.json', import.meta.url), 'utf8'),
) as {
  readonly rows: Readonly<Record<'sex' | 'race' | 'school', readonly string[]>> &
    Readonly<Record<'truth' | 'said', readonly number[]>>
  readonly crossed: Readonly<Record<string, Rates>>
  readonly crossedDifference: Rates
  readonly crossedRatio: Rates
  readonly likeDifference: Readonly<Record<string, Rates>>
  readonly likeRatio: Readonly<Record<string, Rates>>
  readonly differenceEnds: readonly Rates[]
  readonly ratioEnds: readonly Rates[]
}
type Rates = Readonly<Record<string, number>>

const { truth, said, ...texts } = golden.rows
const frame = {
  columns: Object.entries(texts).map(([name, values]): InputColumn => ({
    name,
    kind: 'category',
    values,
  })),
  kind: 'yesOrNo' as const,
  truth: Float64Array.from(truth),
  said: Float64Array.from(said),
}

function assertNear(found: number | null | undefined, wanted: number | undefined, by = 1e-12) {
  assert.ok(Math.abs((found ?? Number.NaN) - (wanted ?? Number.NaN)) <= by, `${found}, ${wanted}`)
}

test('columns that are crossed make groups of their own, as in Fairlearn', () => {
  const [finding] = measureFairness(frame, { columns: [['sex', 'race']] })
  assert.equal(finding?.column, 'sex × race')
  for (const { group, rates } of finding.groups) {
    for (const [rate, wanted] of Object.entries(golden.crossed[group] ?? {})) {
      assertNear(rates[rate], wanted)
    }
  }
  assert.equal(finding.groups.length, 6)
  const { demographicParity, equalOpportunity } = finding.notions
  assertNear(demographicParity?.difference, golden.crossedDifference['selectionRate'])
  assertNear(demographicParity?.ratio, golden.crossedRatio['selectionRate'])
  assertNear(equalOpportunity?.difference, golden.crossedDifference['truePositiveRate'])
})

test('groups are compared among their like, and judged by that alone', () => {
  const rule = { columns: ['sex'], within: ['school'], tolerance: 0.9 } as const
  const findings = measureFairness(frame, rule)
  assert.deepEqual(
    findings.map(({ where, isToldOnly }) => [where, isToldOnly]),
    [
      [undefined, true],
      ['school = high', undefined],
      ['school = low', undefined],
    ],
  )
  for (const { where, notions } of findings.slice(1)) {
    const school = where?.split(' = ')[1] ?? ''
    assertNear(notions['demographicParity']?.ratio, golden.likeRatio[school]?.['selectionRate'])
    const { truePositiveRate } = golden.likeDifference[school] ?? {}
    assertNear(notions['equalOpportunity']?.difference, truePositiveRate)
  }
})

test('how far chance moves what groups are apart is what Fairlearn draws', () => {
  const [finding] = measureFairness(frame, { columns: ['sex'], reference: { sex: 'm' } })
  const { demographicParity, equalOpportunity } = finding?.notions ?? {}
  // Both draw: what is left apart is how often.
  for (const at of [0, 1]) {
    const { selectionRate, truePositiveRate } = golden.differenceEnds[at] ?? {}
    assertNear(demographicParity?.differenceInterval[at], selectionRate, 0.015)
    assertNear(equalOpportunity?.differenceInterval[at], truePositiveRate, 0.015)
    assertNear(demographicParity?.ratioInterval[at], golden.ratioEnds[at]?.['selectionRate'], 0.03)
  }
  const women = finding?.groups.find(({ group }) => group === 'f')
  const [low, high] = women?.intervals['truePositiveRate'] ?? []
  const times = women?.disparities['truePositiveRate']
  assert.ok(Number(low) < Number(times) && Number(times) < Number(high) && Number(high) < 1)
})

test('of several classes one may count as yes', () => {
  const rule = { columns: ['sex'], favourable: 2 }
  const twice = (values: Float64Array) => values.map((value) => 2 * value)
  const classes = { ...frame, truth: twice(frame.truth), said: twice(frame.said) }
  const plain = measureFairness(frame, { columns: ['sex'] })
  const found = measureFairness({ ...classes, kind: 'classes' }, rule)
  assert.deepEqual(found[0]?.groups, plain[0]?.groups)
  assert.deepEqual(measureFairness({ ...classes, kind: 'classes' }, { columns: ['sex'] }), [])
})
