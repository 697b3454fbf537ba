import assert from 'node:assert/strict'
import { test } from 'node:test'
import { seededRandom } from '../../src/base/index.ts'
import { binFeature } from '../../src/learn/trees/bin-features.ts'
import { sortFloats } from '../../src/learn/trees/sort-floats.ts'

const random = seededRandom('bins')

test('numbers are sorted as the built-in sort does', () => {
  const edges = [0, -0, 1e-45, -1e-45, 3.4e38, -3.4e38, Infinity, -Infinity, 1, -1]
  const drawn = Array.from({ length: 5000 }, () => random.normal() * 10 ** random.below(20))
  for (const values of [[], [7], edges, drawn]) {
    const floats = Float32Array.from(values)
    assert.deepEqual(sortFloats(floats), floats.toSorted())
    assert.deepEqual(floats, Float32Array.from(values), 'what was given stays')
  }
})

test('few different values have a bin each, cut in the middle between neighbours', () => {
  const values = Float32Array.of(5, 1, Number.NaN, 2, 5)
  assert.deepEqual(binFeature({ name: 'x', values }, 255), {
    bins: Uint8Array.of(2, 0, 3, 1, 2),
    edges: Float32Array.of(1.5, 3.5),
    missingBin: 3,
    isExact: true,
  })
})

test('many different values share bins of about as many rows', () => {
  const values = Float32Array.from({ length: 150_000 }, () => random.normal() ** 3)
  const { bins, missingBin } = binFeature({ name: 'x', values }, 100)
  assert.equal(missingBin, 100)
  const counts = Array.from({ length: 100 }, () => 0)
  for (const bin of bins) counts[bin] = (counts[bin] ?? 0) + 1
  for (const count of counts) assert.ok(count > 1200 && count < 1800, `${count} rows`)
})

test('a value is in a bin up to b just when it is not above the edge of b', () => {
  const kinds = [
    () => random.normal(),
    () => random.below(300),
    () => (random.next() < 0.9 ? 0 : random.next()),
    () => (random.next() < 0.2 ? Number.NaN : random.below(3) / 3),
  ]
  for (const draw of kinds) {
    const values = Float32Array.from({ length: 3000 }, draw)
    const { bins, edges, missingBin } = binFeature({ name: 'x', values }, 255)
    assert.ok(missingBin <= 255)
    for (const [row, value] of values.entries()) {
      const wanted = Number.isNaN(value) ? missingBin : edges.filter((edge) => edge < value).length
      assert.equal(bins[row], wanted)
    }
  }
})
