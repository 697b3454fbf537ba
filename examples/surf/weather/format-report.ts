import type { Beach } from '../beaches.ts'

export interface Sight {
  /** In feet, one of those that people say. */
  readonly height: number
  /** Height of the wind sea in metres: what makes the surf clean or not. */
  readonly chop: number
  readonly random: { next(): number }
}

/** Writes a daily report in the words of somebody who stood there. */
export function formatReport({ id }: Beach, observedAt: Date, sight: Sight): string {
  const height = describeHeight(sight)
  const condition = height === 'flat' ? '' : ` ${describeCondition(sight.chop)}`
  return [
    `Beach: ${id}`,
    `Date: ${observedAt.toISOString().slice(0, 10)}`,
    'Updated: 10:00',
    `Surf: ${height}${condition}`,
    '',
  ].join('\n')
}

function describeHeight({ height, random }: Sight): string {
  const pick = random.next()
  if (height === 0) return 'flat'
  if (height === 0.5) return `${[4, 6, 8][Math.floor(pick * 3)] ?? 6} inches`
  if (!Number.isInteger(height)) return `${height - 0.5}-${height + 0.5}ft`
  // Half of the whole heights are given as a range around them, as people do it.
  if (height >= 3 && height < 15 && pick < 0.5) return `${height - 1}-${height + 1}ft`
  return `${height}ft`
}

function describeCondition(chop: number): string {
  if (chop < 0.3) return 'clean'
  return chop < 0.8 ? 'fair' : 'choppy'
}
