import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { profileColumns } from '../../../src/learn/index.ts'
import { seededRandom } from '../../../src/base/index.ts'
import { measureDrift, type DriftOptions } from '../../../src/monitoring/index.ts'
import { assertScores } from './assert-scores.ts'
import { evidentlyCases } from './evidently-cases.ts'
import { wholeCases } from './whole-cases.ts'

const golden = JSON.parse(
  readFileSync(new URL('../../golden/evidently.json', import.meta.url), 'utf8'),
) as { readonly answers: Readonly<Record<string, Readonly<Record<string, number>>>> }

type DriftSides = Parameters<typeof measureDrift>

test('the mode evidently chooses tests, scores and judges as Evidently did when the golden file was made', () => {
  for (const { name, ours } of evidentlyCases()) assertScores(name, ours, golden.answers[name])
})

test('texts and embeddings are told apart as Evidently did when the golden file was made', () => {
  for (const { name, ours } of wholeCases()) assertScores(name, ours, golden.answers[name])
})

const storms = ['loud storm', 'cold rock', 'broken gate', 'flooded wall']
const calms = ['calm sea', 'warm sand', 'slow waves', 'quiet wall']
const textsOf = (words: readonly string[]) =>
  Array.from({ length: 80 }, (_, at) => `${words[at % 4]} ${words[(3 * at) % 4]}`)
const review = (words: readonly string[]) => ({
  columns: [{ name: 'review', kind: 'text' as const, values: textsOf(words) }],
})

test('a text column is one column, which may be gone, new, empty or without anything to tell it by', () => {
  const verdict = (reference: DriftSides[0], current: DriftSides[1]) =>
    measureDrift(reference, current, { mode: 'evidently' }).columns.map(
      ({ column, kind, test: by, state, drifted }) => [column, kind, by, state, drifted],
    )
  const [none, noRows] = [{ columns: [] }, review([])]
  noRows.columns = noRows.columns.map((column) => ({ ...column, values: [] }))
  const [column, kind, by] = ['review', 'text', 'textContentByChance']
  assert.deepEqual(verdict(review(calms), review(storms)), [[column, kind, by, 'measured', true]])
  assert.deepEqual(verdict(review(calms), none), [[column, kind, undefined, 'goneColumn', true]])
  assert.deepEqual(verdict(none, review(calms)), [[column, kind, undefined, 'newColumn', false]])
  assert.deepEqual(verdict(review(calms), noRows), [[column, kind, undefined, 'empty', false]])
  const stopWords = review(['the', 'of', 'and', 'is'])
  assert.deepEqual(verdict(stopWords, stopWords), [[column, kind, by, 'empty', false]])
})

test('an embedding counts in no share of columns, as there, unless there is nothing else', () => {
  const random = seededRandom('vectors')
  const vectors = (moved: number) =>
    Array.from({ length: 60 }, () => Float64Array.of(moved + random.normal(), random.normal()))
  const side = (moved: number) => ({
    name: 'it',
    kind: 'embedding' as const,
    values: vectors(moved),
  })
  const texts = { name: 'plain', kind: 'category' as const, values: Array(60).fill('a') }
  const [before, now] = [side(0), side(3)]
  const told = (...others: readonly (typeof texts)[]) => {
    const [reference, current] = [before, now].map((own) => ({ columns: [...others, own] }))
    const report = measureDrift(reference ?? { columns: [] }, current ?? { columns: [] }, {
      mode: 'evidently',
    })
    return [report.columns.at(-1)?.drifted, report.driftedShare]
  }
  assert.deepEqual(told(), [true, 1])
  assert.deepEqual(told(texts), [true, 0])
})

test('the default mode judges a text as a whole where it is asked to', () => {
  const asked = { byKind: { text: { test: 'textContent' as const } } }
  const names = (options: DriftOptions) =>
    measureDrift(review(calms), review(storms), options).columns.map(({ column }) => column)
  assert.deepEqual(names(asked), ['review'])
  assert.deepEqual(names({})[0], 'review: length')
  assert.throws(() => names({ mode: 'evidently', tests: { review: 'kolmogorovSmirnov' } }), {
    code: 'monitoring.testDoesNotFit',
  })
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
