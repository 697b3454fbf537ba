import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sumByKernel } from '../../src/learn/trees/sum-by-kernel.ts'
import { addTree, type Tree } from '../../src/learn/trees/tree.ts'

test('rows walk to their own leaves, wherever the rows before them ended', () => {
  const tree = chain(20)
  // Four rows that end where the next four begin, by the sum of their places.
  const values = Float32Array.from([0.5, 0.5, 0.5, 1.5, 0.5, 0.5, 19.5, 19.5])
  const features = [{ name: 'x', values }]
  const wanted = new Float64Array(values.length)
  addTree(tree, features, wanted)
  assert.deepEqual([...wanted], [1, 1, 1, 2, 1, 1, 20, 20])
  assert.deepEqual(sumByKernel(0, [tree], features, values.length), wanted)
})

/** At each depth a leaf on the left, and the rest of the tree on the right. */
function chain(depth: number): Tree {
  const nodes = Array.from({ length: 2 * depth + 1 }, (_, place) => place)
  const isInner = (place: number) => place % 2 === 0 && place < 2 * depth
  return {
    feature: nodes.map((place) => (isInner(place) ? 0 : -1)),
    threshold: nodes.map((place) => (isInner(place) ? place / 2 + 1 : 0)),
    missingLeft: nodes.map(() => 0),
    left: nodes.map((place) => (isInner(place) ? place + 1 : -1)),
    right: nodes.map((place) => (isInner(place) ? place + 2 : -1)),
    value: nodes.map((place) => (isInner(place) ? 0 : Math.floor(place / 2) + 1)),
    gain: nodes.map(() => 0),
  }
}
