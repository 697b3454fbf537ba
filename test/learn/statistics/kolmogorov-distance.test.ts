import assert from 'node:assert/strict'
import { test } from 'node:test'
import { seededRandom } from '../../../src/base/index.ts'
import { kolmogorovSmirnov } from '../../../src/learn/index.ts'

function distanceBySorting(first: Float64Array, second: Float64Array): number {
  const [a, b] = [first.toSorted(), second.toSorted()]
  let [i, j, largest] = [0, 0, 0]
  while (i < a.length && j < b.length) {
    const value = Math.min(a[i] ?? 0, b[j] ?? 0)
    while (a[i] === value) i += 1
    while (b[j] === value) j += 1
    largest = Math.max(largest, Math.abs(i / a.length - j / b.length))
  }
  return largest
}

test('the distance of many values is that of all of them sorted', () => {
  const random = seededRandom('distance')
  const { normal, next } = random
  const shapes: Readonly<Record<string, readonly [() => number, () => number]>> = {
    alike: [normal, normal],
    moved: [normal, () => 0.1 + normal()],
    skewed: [() => Math.exp(3 * normal()), () => Math.exp(3.02 * normal())],
    rounded: [() => Math.round(10 * normal()), () => Math.round(10 * normal())],
    heavy: [() => normal() / normal(), () => normal() / normal()],
    apart: [next, () => 2 + next()],
    nearlyConstant: [() => 3, () => (next() < 0.999 ? 3 : 4)],
    constant: [() => 3, () => 3],
  }
  for (const [name, [first, second]] of Object.entries(shapes)) {
    const reference = Float64Array.from({ length: 30_000 }, first)
    const current = Float64Array.from({ length: 17_000 }, second)
    const { statistic } = kolmogorovSmirnov(reference, current)
    assert.equal(statistic, distanceBySorting(reference, current), name)
  }
})
