import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { profileColumns } from '../../../src/learn/index.ts'
import { measureDrift } from '../../../src/monitoring/index.ts'
import { assertScores } from './assert-scores.ts'
import { evidentlyCases } from './evidently-cases.ts'

const golden = JSON.parse(
  readFileSync(new URL('../../golden/evidently.json', import.meta.url), 'utf8'),
) as { readonly answers: Readonly<Record<string, Readonly<Record<string, number>>>> }

test('the mode evidently chooses tests, scores and judges as Evidently did when the golden file was made', () => {
  for (const { name, ours } of evidentlyCases()) assertScores(name, ours, golden.answers[name])
})

test('from half of the columns on the whole has drifted', () => {
  const values = Float64Array.from({ length: 100 }, (_, at) => at)
  const columns = ['a', 'b'].map((name) => ({ name, kind: 'number' as const, values }))
  const [first, second] = columns
  assert.ok(first && second)
  const moved = [first, { ...second, values: values.map((value) => value + 50) }]
  const report = measureDrift({ columns }, { columns: moved }, { mode: 'evidently' })
  assert.deepEqual([report.driftedShare, report.driftShareLimit, report.drifted], [0.5, 0.5, true])
})

test('a bound of one’s own goes before that of the test', () => {
  const values = Float64Array.from({ length: 100 }, (_, at) => at)
  const columns = [{ name: 'a', kind: 'number' as const, values }]
  const moved = [{ name: 'a', kind: 'number' as const, values: values.map((value) => value + 15) }]
  const drifted = (thresholds: Readonly<Record<string, number>>) =>
    measureDrift({ columns }, { columns: moved }, { mode: 'evidently', thresholds }).drifted
  assert.deepEqual([drifted({}), drifted({ a: 1e-9 })], [false, false])
  assert.equal(drifted({ a: 0.5 }), true)
})

test('a profile cannot be judged as Evidently judges rows', () => {
  const columns = [{ name: 'a', kind: 'number' as const, values: Float64Array.of(1, 2, 3) }]
  assert.throws(() => measureDrift(profileColumns(columns), { columns }, { mode: 'evidently' }), {
    code: 'monitoring.needsRows',
  })
})
