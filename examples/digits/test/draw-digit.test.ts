import assert from 'node:assert/strict'
import { test } from 'node:test'
import { seededRandom } from 'groundswell'
import { anyHand, drawDigit, steadyHand } from '../drawings/draw-digit.ts'

const size = 12

function picture(pixels: readonly number[]): string[] {
  return Array.from({ length: size }, (_, row) =>
    pixels
      .slice(row * size, (row + 1) * size)
      .map((ink) => (ink > 0.5 ? '#' : '.'))
      .join(''),
  )
}

test('a steady hand draws a digit that can be read', () => {
  assert.deepEqual(picture(drawDigit(7, size, steadyHand)), [
    '............',
    '...######...',
    '........#...',
    '.......##...',
    '.......#....',
    '......##....',
    '......##....',
    '......#.....',
    '.....##.....',
    '.....#......',
    '.....#......',
    '............',
  ])
})

test('hands draw the same digit otherwise, the same seed alike, always from 0 to 1', () => {
  const draw = (seed: string) => drawDigit(3, size, anyHand(seededRandom(seed)))
  assert.deepEqual(draw('a'), draw('a'))
  assert.notDeepEqual(draw('a'), draw('b'))
  for (const ink of draw('c')) assert.ok(ink >= 0 && ink <= 1)
  assert.ok(draw('c').some((ink) => ink > 0.9))
})
