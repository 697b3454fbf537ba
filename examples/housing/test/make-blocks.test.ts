import assert from 'node:assert/strict'
import { test } from 'node:test'
import { makeBlocks, type Block } from '../houses/make-blocks.ts'

const blocks = makeBlocks(20_640, 'housing')
const values = (name: keyof Block) => blocks.map((block) => Number(block[name]))
const median = (numbers: readonly number[]) =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN
const share = (holds: (block: Block) => boolean) => blocks.filter(holds).length / blocks.length

function correlation(ones: readonly number[], others: readonly number[]): number {
  const mean = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0) / numbers.length
  const [a, b] = [mean(ones), mean(others)]
  const sum = (of: (at: number) => number) => ones.reduce((total, _, at) => total + of(at), 0)
  const [off, away] = [(at: number) => (ones[at] ?? 0) - a, (at: number) => (others[at] ?? 0) - b]
  return (
    sum((at) => off(at) * away(at)) /
    Math.sqrt(sum((at) => off(at) ** 2) * sum((at) => away(at) ** 2))
  )
}

test('blocks are as the sheet of California tells them', () => {
  const found: readonly (readonly [what: string, found: number, wanted: number, off: number])[] = [
    ['by the ocean', share((block) => block.ocean_proximity === '<1H OCEAN'), 0.443, 0.02],
    ['inland', share((block) => block.ocean_proximity === 'INLAND'), 0.317, 0.02],
    ['by the bay', share((block) => block.ocean_proximity === 'NEAR BAY'), 0.111, 0.02],
    ['without bedrooms', share((block) => block.total_bedrooms === undefined), 0.01, 0.004],
    ['income', median(values('median_income')), 3.53, 0.25],
    ['rooms', median(values('total_rooms')), 2127, 250],
    [
      'income and value',
      correlation(values('median_income'), values('median_house_value')),
      0.69,
      0.06,
    ],
  ]
  for (const [what, is, wanted, off] of found) {
    assert.ok(Math.abs(is - wanted) < off, `${what}: ${is}, and not ${wanted}`)
  }
  assert.equal(blocks.filter((block) => block.ocean_proximity === 'ISLAND').length, 5)
  assert.ok(Math.max(...values('median_house_value')) === 500_001)
})

test('houses inland are worth half of those by the ocean', () => {
  const worth = (place: string) =>
    median(
      blocks
        .filter((block) => block.ocean_proximity === place)
        .map((block) => block.median_house_value),
    )
  assert.ok(worth('INLAND') < 0.65 * worth('<1H OCEAN'))
})

test('the same seed makes the same blocks, another others', () => {
  assert.deepEqual(makeBlocks(20, 'a'), makeBlocks(20, 'a'))
  assert.notDeepEqual(makeBlocks(20, 'a'), makeBlocks(20, 'b'))
})
