import assert from 'node:assert/strict'
import { test } from 'node:test'
import { seededRandom } from '../../../src/base/index.ts'
import { aggregate, exactAggregates } from '../../../src/features/views/exact-aggregates.ts'

const random = seededRandom('aggregates')
const numbersOf = (make: (at: number) => number) =>
  Float64Array.from({ length: 2000 }, (_, at) => make(at))

const numbers = {
  'whole numbers': numbersOf(() => random.below(1000) - 500),
  'numbers with fractions': numbersOf(() => random.normal()),
  'whole numbers whose sum is rounded': numbersOf((at) => (at % 2 === 0 ? 2 ** 53 - 1 : 3)),
  'whole numbers that cancel out': numbersOf((at) => (at % 2 === 0 ? 2 ** 52 : -(2 ** 52))),
  'zeros of both signs': numbersOf((at) => (at % 3 === 0 ? -0 : 0)),
}

for (const [title, all] of Object.entries(numbers)) {
  test(`${title}: what is known beforehand is what going through them gives, to the last bit`, () => {
    const held = exactAggregates(all)
    for (let turn = 0; turn < 500; turn += 1) {
      const from = random.below(all.length)
      const to = from + 1 + random.below(all.length - from)
      for (const kind of ['sum', 'min', 'max'] as const) {
        const found = held[kind](from, to)
        const expected = aggregate(kind, all.slice(from, to))
        assert.ok(Object.is(found, expected), `${kind} of ${from} to ${to}: ${found}, ${expected}`)
      }
    }
  })
}
