import type { Random } from 'groundswell'
import { strokes, type Point } from './strokes.ts'

/** How a digit is drawn by a hand: turned, leaning, moved, wider or narrower, with a thin or a thick pen. */
export interface Hand {
  readonly turned: number
  readonly leaning: number
  readonly moved: Point
  readonly stretched: Point
  readonly pen: number
}

export const steadyHand: Hand = {
  turned: 0,
  leaning: 0,
  moved: [0, 0],
  stretched: [1, 1],
  pen: 0.055,
}

export function anyHand(random: Random): Hand {
  const about = (spread: number) => spread * (2 * random.next() - 1)
  return {
    turned: about(0.22),
    leaning: about(0.25),
    moved: [about(0.07), about(0.06)],
    stretched: [1 + about(0.18), 1 + about(0.12)],
    pen: 0.055 + about(0.02),
  }
}

/** A square picture of a digit, light on dark: row by row from the left, from 0 to 1. */
export function drawDigit(digit: number, size: number, hand: Hand): readonly number[] {
  const lines = (strokes[digit] ?? []).map((stroke) => stroke.map((point) => moved(point, hand)))
  return Array.from({ length: size * size }, (_, at) => {
    const point: Point = [((at % size) + 0.5) / size, (Math.floor(at / size) + 0.5) / size]
    const distance = Math.min(...lines.map((line) => distanceTo(line, point)))
    // The edge of the pen is half a pixel soft.
    const ink = 0.5 + (hand.pen - distance) * size
    return Math.round(255 * Math.min(1, Math.max(0, ink))) / 255
  })
}

function moved([x, y]: Point, { turned, leaning, moved: [right, down], stretched }: Hand): Point {
  const [wide, high] = [(x - 0.5) * stretched[0], (y - 0.5) * stretched[1]]
  const leant = wide - leaning * high
  return [
    0.5 + right + leant * Math.cos(turned) - high * Math.sin(turned),
    0.5 + down + leant * Math.sin(turned) + high * Math.cos(turned),
  ]
}

function distanceTo(line: readonly Point[], point: Point): number {
  return line.reduce((nearest, to, at) => {
    const from = line[at - 1]
    return from === undefined ? nearest : Math.min(nearest, toSegment(point, from, to))
  }, Infinity)
}

function toSegment([x, y]: Point, [fromX, fromY]: Point, [toX, toY]: Point): number {
  const [wide, high] = [toX - fromX, toY - fromY]
  const length = wide ** 2 + high ** 2
  const along = length === 0 ? 0 : ((x - fromX) * wide + (y - fromY) * high) / length
  const at = Math.min(1, Math.max(0, along))
  return Math.hypot(x - fromX - at * wide, y - fromY - at * high)
}
