import assert from 'node:assert/strict'
import { test } from 'node:test'
import { layersOf } from '../../src/ui/kit/flow-layers.ts'

test('a node stands after everything that leads to it', () => {
  const { layers } = layersOf(
    ['forecast', 'read', 'load', 'train'],
    [
      { from: 'read', to: 'load' },
      { from: 'load', to: 'train' },
      { from: 'train', to: 'forecast' },
    ],
  )
  assert.deepEqual(layers, [['read'], ['load'], ['train'], ['forecast']])
})

test('what only a late node needs stands just before that one', () => {
  const { layers } = layersOf(
    ['read', 'load', 'code', 'train'],
    [
      { from: 'read', to: 'load' },
      { from: 'load', to: 'train' },
      { from: 'code', to: 'train' },
    ],
  )
  assert.deepEqual(layers, [['read'], ['load', 'code'], ['train']])
})

test('an edge that passes a layer gets a place in it', () => {
  const { layers, pieces } = layersOf(
    ['a', 'b', 'c'],
    [
      { from: 'a', to: 'b' },
      { from: 'b', to: 'c' },
      { from: 'a', to: 'c' },
    ],
  )
  assert.deepEqual(layers, [['a'], ['b', 'a → c in 1'], ['c']])
  assert.deepEqual(pieces.slice(2), [
    { from: 'a', to: 'a → c in 1' },
    { from: 'a → c in 1', to: 'c' },
  ])
})

test('edges of two lines do not cross when they need not', () => {
  const { layers } = layersOf(
    ['bulletins', 'reports', 'ofReports', 'ofBulletins'],
    [
      { from: 'reports', to: 'ofReports' },
      { from: 'bulletins', to: 'ofBulletins' },
    ],
  )
  assert.deepEqual(layers, [
    ['bulletins', 'reports'],
    ['ofBulletins', 'ofReports'],
  ])
})

test('a circle and an edge to nowhere end, and every node is still drawn', () => {
  const { layers } = layersOf(
    ['a', 'b'],
    [
      { from: 'a', to: 'b' },
      { from: 'b', to: 'a' },
      { from: 'a', to: 'gone' },
    ],
  )
  assert.deepEqual(
    layers
      .flat()
      .filter((id) => !id.includes('→'))
      .toSorted(),
    ['a', 'b'],
  )
})

test('no nodes make no layers', () => {
  assert.deepEqual(layersOf([], []), { layers: [], pieces: [] })
})
