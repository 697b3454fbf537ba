import assert from 'node:assert/strict'
import { test } from 'node:test'
import { seededRandom, type Random } from '../../../src/base/index.ts'
import { openLaneSummer } from '../../../src/learn/trees/lanes/open-lane-summer.ts'
import { addTree, type Tree } from '../../../src/learn/trees/tree.ts'

const width = 7
const rowCount = 48

test('sixteen rows at once get to the leaves to which each walks alone', () => {
  const random = seededRandom('lanes')
  for (const spread of [1, 1e-30, 1e30, 3e38]) {
    const trees = Array.from({ length: 9 }, (_, at) => growTree(random, 1 + at * 5, spread))
    const lanes = openLaneSummer(0.1, trees, { width, rowCount })
    assert.ok(lanes)
    for (const count of [1, 16, 37, rowCount]) {
      fill(lanes.block, random, trees, spread)
      assert.deepEqual(lanes.sum(count), sumsOf(trees, lanes.block, count))
    }
  }
})

test('trees whose leaves or thresholds are more than a byte can count are left to the walk', () => {
  const random = seededRandom('large')
  const large = { width, rowCount }
  assert.equal(openLaneSummer(0, [growTree(random, 257, 1)], large), undefined)
  const manyThresholds = Array.from({ length: 256 }, () => growTree(random, 2, 1, 1))
  assert.equal(openLaneSummer(0, manyThresholds, large), undefined)
  assert.ok(openLaneSummer(0, manyThresholds.slice(1), large))
})

/** Splits a leaf again and again, wherever it stands. */
function growTree(random: Random, leafCount: number, spread: number, features = width): Tree {
  const feature = [-1]
  const threshold = [0]
  const left = [-1]
  const right = [-1]
  for (let count = 1; count < leafCount; count += 1) {
    const leaves = feature.flatMap((own, node) => (own < 0 ? [node] : []))
    const node = leaves[Math.floor(random.next() * leaves.length)] ?? 0
    feature[node] = Math.floor(random.next() * features)
    threshold[node] = Math.fround((random.next() - 0.5) * spread)
    left[node] = feature.length
    right[node] = feature.length + 1
    feature.push(-1, -1)
    threshold.push(0, 0)
    left.push(-1, -1)
    right.push(-1, -1)
  }
  const value = feature.map((own) => (own < 0 ? random.next() - 0.5 : 0))
  const noughts = feature.map(() => 0)
  return { feature, threshold, missingLeft: noughts, left, right, value, gain: noughts }
}

/** Any numbers, thresholds themselves, and those that are endless. */
function fill(block: Float32Array, random: Random, trees: readonly Tree[], spread: number): void {
  const thresholds = trees.flatMap(({ threshold }) => threshold)
  const ends = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0, -0]
  for (let at = 0; at < block.length; at += 1) {
    const kind = random.next()
    const known = kind < 0.5 ? thresholds : ends
    block[at] =
      kind < 0.9 && kind >= 0.5
        ? (random.next() - 0.5) * 2 * spread
        : (known[Math.floor(random.next() * known.length)] ?? 0)
  }
}

function sumsOf(trees: readonly Tree[], block: Float32Array, count: number): Float64Array {
  const features = Array.from({ length: width }, (_, feature) => ({
    name: `f${feature}`,
    values: Float32Array.from({ length: count }, (_, row) => block[row * width + feature] ?? 0),
  }))
  const sums = new Float64Array(count).fill(0.1)
  for (const tree of trees) addTree(tree, features, sums)
  return sums
}
