import { meanMs } from './arm-tally.ts'
import type { Challenge } from './challenge.ts'
import { shiftOf } from './shift-of.ts'

/** What is to become of a challenge. */
export interface ChallengeVerdict {
  readonly next: 'wait' | 'advance' | 'win' | 'roll-back'
  /** A sentence's end: "went back because …". */
  readonly because: string
}

/** Of fewer errors nothing is concluded. */
const leastErrors = 3

const waiting: ChallengeVerdict = { next: 'wait', because: 'its stage has not ended' }

/**
 * Judges a canary by what both versions say to its rows in its stage: back at once where it fails too often, and, as soon
 * as enough rows are there, where it is too slow or predicts otherwise than it may; on when the stage has lasted.
 */
export function judgeChallenge(challenge: Challenge, now: Date): ChallengeVerdict {
  if (challenge.kind !== 'canary') return waiting
  const { plan, tallies, stage, stageSince } = challenge
  const failure = findFailure(challenge)
  if (failure !== undefined) return { next: 'roll-back', because: failure }
  const hasEnough = tallies.challenger.rowCount >= plan.leastRows
  if (!hasEnough || now.getTime() - stageSince.getTime() < plan.everyMs) return waiting
  const rows = tallies.challenger.rowCount.toLocaleString('en')
  const because = `${rows} rows were answered within its limits`
  return { next: stage + 1 < plan.stages.length ? 'advance' : 'win', because }
}

function findFailure({ plan, tallies }: Challenge): string | undefined {
  const { limits, leastRows } = plan
  const { challenger, current } = tallies
  const asked = challenger.rowCount + challenger.errorCount
  const errorShare = challenger.errorCount / Math.max(1, asked)
  if (challenger.errorCount >= leastErrors && errorShare > limits.errorShare) {
    return `${challenger.errorCount} of ${asked} rows failed, where ${percent(limits.errorShare)} may`
  }
  if (challenger.rowCount < leastRows) return undefined
  const slowerMs = meanMs(challenger) - meanMs(current)
  if (slowerMs > limits.slowerMs) {
    return `a row takes ${slowerMs.toFixed(2)} ms longer, where ${limits.slowerMs} ms may be`
  }
  const shift = shiftOf(tallies)
  if (shift === undefined || shift <= limits.shift) return undefined
  return `it predicts ${shift.toFixed(2)} deviations from the current version for the same rows, where ${limits.shift} may be`
}

function percent(share: number): string {
  return `${(share * 100).toLocaleString('en', { maximumFractionDigits: 2 })} %`
}
