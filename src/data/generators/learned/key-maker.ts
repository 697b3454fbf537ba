import type { Random } from '../../../base/index.ts'
import type { Maker } from '../maker.ts'
import type { LearnedKey } from './learned-generator.ts'

/** Makes keys anew: counted, or ids drawn by the seed. */
export function keyMaker(key: LearnedKey): Maker<unknown> {
  if (key.form === 'uuid') return (_row, { random }) => drawUuid(random)
  return (_row, { rowIndex }) => countedKey(key, rowIndex + 1)
}

/** 1, 2, 3, or with a prefix as texts: `P-0001`. */
export function countedKey(
  { form, prefix = '', digits = 1 }: LearnedKey,
  count: number,
): number | string {
  return form === 'number' ? count : prefix + String(count).padStart(digits, '0')
}

function drawUuid(random: Random): string {
  const hex = Array.from({ length: 32 }, (_, at) => {
    if (at === 12) return '4'
    return (at === 16 ? 8 + random.below(4) : random.below(16)).toString(16)
  }).join('')
  const ends = [8, 12, 16, 20, 32]
  return ends.map((end, at) => hex.slice(ends[at - 1] ?? 0, end)).join('-')
}
