import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ProfiledCallReply } from '../../src/api/index.ts'
import {
  findFlame,
  flameBoxes,
  functionTimes,
  toFlame,
  type Flame,
} from '../../src/ui/pages/profile/flame-tree.ts'

function callOf(parent: number, name: string, selfMs: number): ProfiledCallReply {
  return { parent, name, file: 'a.ts', line: 1, selfMs }
}

const calls = [
  callOf(-1, 'sort', 0),
  callOf(0, 'run', 10),
  callOf(1, 'compare', 60),
  callOf(1, 'make', 20),
  callOf(0, 'run', 5),
  callOf(4, 'compare', 5),
]

const textOf = ({ name, totalMs, totalBeforeMs, children }: Flame): string =>
  `${name} ${totalMs}/${totalBeforeMs}${children.length === 0 ? '' : ` (${children.map(textOf).join(', ')})`}`

test('calls of the same function from the same place are one, the longest first', () => {
  assert.equal(
    textOf(toFlame('day', calls)),
    'day 100/0 (sort 100/0 (run 100/0 (compare 65/0, make 20/0)))',
  )
})

test('two runs are set side by side, function by function', () => {
  const before = [callOf(-1, 'sort', 0), callOf(0, 'run', 10), callOf(1, 'parse', 90)]
  assert.equal(
    textOf(toFlame('day', calls, before)),
    'day 100/100 (sort 100/100 (run 100/100 (parse 0/90, compare 65/0, make 20/0)))',
  )
})

test('what is called stands within its caller, and what is too narrow is left out', () => {
  const boxes = flameBoxes(toFlame('day', calls), 0.25)
  assert.deepEqual(
    boxes.map(({ flame, depth, from, to }) => [flame.name, depth, from, to]),
    [
      ['day', 0, 0, 1],
      ['sort', 1, 0, 1],
      ['run', 2, 0, 1],
      ['compare', 3, 0, 0.65],
    ],
  )
  const both = flameBoxes(toFlame('day', calls, [callOf(-1, 'sort', 400)]), 0)
  for (const { from, to } of both) assert.equal(from >= 0 && to <= 1 + 1e-9 && to > from, true)
})

test('a flame is found by its key, with the way to it', () => {
  const root = toFlame('day', calls)
  const make = flameBoxes(root, 0).find(({ flame }) => flame.name === 'make')?.flame
  assert.deepEqual(
    findFlame(root, make?.key ?? '').map(({ name }) => name),
    ['day', 'sort', 'run', 'make'],
  )
  assert.deepEqual(
    findFlame(root, 'nothing').map(({ name }) => name),
    ['day'],
  )
})

test('the time of a function is that of all places that it is called from', () => {
  assert.deepEqual(
    functionTimes(toFlame('day', calls)).map(({ name, selfMs }) => [name, selfMs]),
    [
      ['run', 15],
      ['compare', 65],
      ['make', 20],
    ],
  )
})
