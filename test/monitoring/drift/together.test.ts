import assert from 'node:assert/strict'
import { test } from 'node:test'
import { seededRandom } from '../../../src/base/index.ts'
import type { InputColumn } from '../../../src/learn/index.ts'
import {
  measureDrift,
  measureReconstruction,
  tellSidesApart,
  tellTextsApart,
} from '../../../src/monitoring/index.ts'

/** Three columns of which two go together, by so much; and a text. */
function rows(seed: string, count: number, together: number): InputColumn[] {
  const random = seededRandom(seed)
  const first = Float64Array.from({ length: count }, () => random.normal())
  const rest = Math.sqrt(1 - together * together)
  const second = first.map((value) => together * value + rest * random.normal())
  const third = Float64Array.from({ length: count }, () => random.normal())
  const kinds = Array.from({ length: count }, () =>
    random.next() < 0.2 ? undefined : random.pick(['a', 'b', 'b', 'c']),
  )
  return [
    { name: 'first', kind: 'number', values: first },
    { name: 'second', kind: 'number', values: second },
    { name: 'third', kind: 'number', values: third },
    { name: 'kind', kind: 'category', values: kinds },
  ]
}

test('columns that no longer go together are found, though none of them has changed', async () => {
  const reference = rows('reference', 1500, 0.95)
  const current = rows('current', 1200, -0.2)
  const alone = measureDrift({ columns: reference }, { columns: current })
  assert.equal(alone.drifted, false)
  const whole = measureReconstruction(reference, current)
  assert.equal(whole?.drifted, true)
  const apart = await tellSidesApart(reference, current)
  assert.equal(apart?.drifted, true)
  assert.ok((apart?.score ?? 0) > 0.7)
  const [most, next] = apart?.columns ?? []
  assert.deepEqual(new Set([most?.column, next?.column]), new Set(['first', 'second']))
})

test('columns that go together as before are no drift', async () => {
  const reference = rows('reference', 1500, 0.95)
  const current = rows('alike', 1200, 0.95)
  assert.equal(measureReconstruction(reference, current)?.drifted, false)
  assert.equal((await tellSidesApart(reference, current))?.drifted, false)
})

test('texts of other words are told apart, those of the same are not', async () => {
  const random = seededRandom('texts')
  const texts = (words: string) => ({
    name: 'review',
    kind: 'text' as const,
    values: Array.from({ length: 200 }, () =>
      Array.from({ length: 8 }, () => random.pick(words.split(' '))).join(' '),
    ),
  })
  const reference = texts('wave sand surf board wind tide beach foam rock shore')
  const same = await tellTextsApart(
    reference,
    texts('wave sand surf board wind tide beach foam rock shore'),
  )
  const other = await tellTextsApart(
    reference,
    texts('wave sand surf board wind snow ski lift hut pass'),
  )
  assert.ok((same?.score ?? 1) < 0.6)
  assert.equal(other?.drifted, true)
})

test('too few rows, or no column in common, cannot be judged together', async () => {
  const few = rows('few', 4, 0)
  assert.equal(measureReconstruction(few, few), undefined)
  assert.equal(await tellSidesApart(few, few), undefined)
  assert.equal(await tellSidesApart(rows('a', 50, 0), []), undefined)
  assert.equal(measureReconstruction(rows('a', 50, 0), []), undefined)
})
