import assert from 'node:assert/strict'
import { test } from 'node:test'
import { seededRandom } from '../../../src/base/index.ts'
import { compileTrees } from '../../../src/learn/trees/compile-trees.ts'
import { openLaneSummer } from '../../../src/learn/trees/lanes/open-lane-summer.ts'
import { missingCategory } from '../../../src/learn/trees/lanes/threshold-places.ts'
import { openTreeSummer, sumByKernel } from '../../../src/learn/trees/sum-by-kernel.ts'
import { addTree, type Tree } from '../../../src/learn/trees/tree.ts'

const rowCount = 1008

/** Places of categories with missing ones, and a number. */
function rows(categoryCount: number) {
  const random = seededRandom('rows')
  const draw = (of: () => number) =>
    Float32Array.from({ length: rowCount }, () => (random.next() < 0.1 ? NaN : of()))
  return [
    { name: 'category', values: draw(() => random.below(categoryCount)) },
    { name: 'number', values: draw(() => random.next()) },
  ]
}

/** A whole tree of some levels: nodes part categories or numbers, as chance has it. */
function drawTree(levels: number, categoryCount: number, seed: string): Tree {
  const random = seededRandom(seed)
  const inner = 2 ** levels - 1
  const nodes = [...Array(2 * inner + 1).keys()]
  const asked = nodes.map((node) => (node < inner ? random.below(2) : -1))
  const sets = nodes.flatMap((node): [number, number[]][] => {
    if (asked[node] !== 0 || random.next() < 0.3) return []
    const share = random.next() ** 2
    const own = [...Array(categoryCount).keys()].filter(() => random.next() < share)
    // Sets of none, where only missing values may go left.
    return [[node, random.next() < 0.1 ? [] : own]]
  })
  return {
    feature: asked,
    threshold: asked.map((own) =>
      own === 0 ? random.below(categoryCount) + 0.5 : Math.fround(random.next()),
    ),
    sets: Object.fromEntries(sets),
    missingLeft: asked.map(() => random.below(2)),
    left: nodes.map((node) => (node < inner ? 2 * node + 1 : -1)),
    right: nodes.map((node) => (node < inner ? 2 * node + 2 : -1)),
    value: nodes.map((node) => (node < inner ? 0 : random.normal())),
    gain: nodes.map(() => 0),
  }
}

function drawTrees(levels: number, categoryCount: number): readonly Tree[] {
  return Array.from({ length: 5 }, (_, at) => drawTree(levels, categoryCount, `${levels} ${at}`))
}

test('trees that part categories answer by the kernel as by a walk, to the bit', () => {
  const features = rows(300)
  for (const levels of [1, 4, 8]) {
    const trees = drawTrees(levels, 300)
    // One that parts nothing walks beside them.
    const { sets: _, ...plain } = drawTree(levels, 300, 'plain')
    const all = [...trees, plain]
    const wanted = new Float64Array(rowCount).fill(0.5)
    for (const tree of all) addTree(tree, features, wanted)
    assert.deepEqual(sumByKernel(0.5, all, features, rowCount), wanted)
    const answer = compileTrees(0.5, all)
    const compiled = Float64Array.from(wanted, (_, row) =>
      answer(Float64Array.from(features, ({ values }) => values[row] ?? NaN)),
    )
    assert.deepEqual(compiled, wanted)
  }
})

test('rows of which none is missing go the same ways', () => {
  const features = rows(300).map((own) => ({
    ...own,
    values: own.values.map((value) => value || 0),
  }))
  const trees = [drawTree(6, 300, 'known')]
  const wanted = new Float64Array(rowCount)
  for (const tree of trees) addTree(tree, features, wanted)
  const { block, sum } = openTreeSummer(0, trees, { width: 2, rowCount })
  for (const [place, { values }] of features.entries()) {
    for (const [row, value] of values.entries()) block[row * 2 + place] = value
  }
  assert.deepEqual(sum(rowCount, false), wanted)
})

test('sixteen rows at once part categories as a walk does, missing ones and those beyond all sets too', () => {
  for (const categoryCount of [3, 40, 250]) {
    const features = rows(categoryCount)
    const trees = drawTrees(5, categoryCount)
    const lanes = openLaneSummer(0.5, trees, { width: 2, rowCount })
    assert.ok(lanes)
    assert.deepEqual([...lanes.parted], [0])
    const [{ values } = { values: new Float32Array(0) }, number] = features
    const own = [
      { name: 'category', values: values.map((value, row) => (row % 50 === 0 ? 400 : value)) },
      { name: 'number', values: number?.values.map((value) => value || 0) ?? values },
    ]
    const wanted = new Float64Array(rowCount).fill(0.5)
    for (const tree of trees) addTree(tree, own, wanted)
    for (const [place, column] of own.entries()) {
      for (const [row, value] of column.values.entries()) {
        lanes.block[row * 2 + place] = Number.isNaN(value) ? missingCategory : value
      }
    }
    assert.deepEqual(lanes.sum(rowCount), wanted, `${categoryCount}`)
  }
})

test('of a thousand categories none is numbered by a byte', () => {
  const trees = drawTrees(7, 1000)
  assert.equal(openLaneSummer(0, trees, { width: 2, rowCount }), undefined)
})
