import { kolmogorovSmirnov } from '../../learn/index.ts'
import type { ArmTally } from './arm-tally.ts'
import { shareOf, type Trial } from './trial.ts'

/** What is to become of a trial. */
export interface TrialVerdict {
  readonly next: 'wait' | 'advance' | 'win' | 'roll-back'
  /** A sentence's end: "went back because …". */
  readonly because: string
}

/** Of fewer errors nothing is concluded. */
const leastErrors = 3

/** A distance that chance makes once in a thousand times is none. */
const shiftLevel = 0.001

const waiting: TrialVerdict = { next: 'wait', because: 'its stage has not ended' }

/**
 * Judges a canary by what both sides answered in its stage: back at once where it fails too often, and, as soon
 * as enough rows are there, where it is too slow or predicts otherwise than it may; on when the stage has lasted.
 */
export function judgeTrial(trial: Trial, now: Date): TrialVerdict {
  if (trial.kind !== 'canary') return waiting
  const { plan, tallies, stage, stageSince } = trial
  const { candidate, current } = tallies
  const failure = findFailure(trial)
  if (failure !== undefined) return { next: 'roll-back', because: failure }
  const hasEnough =
    candidate.rowCount >= plan.leastRows &&
    (current.rowCount >= plan.leastRows || shareOf(trial) === 1)
  if (!hasEnough || now.getTime() - stageSince.getTime() < plan.everyMs) return waiting
  const rows = candidate.rowCount.toLocaleString('en')
  const because = `${rows} rows were answered within its limits`
  return { next: stage + 1 < plan.stages.length ? 'advance' : 'win', because }
}

function findFailure({ plan, tallies }: Trial): string | undefined {
  const { limits, leastRows } = plan
  const { candidate, current } = tallies
  const asked = candidate.rowCount + candidate.errorCount
  const errorShare = candidate.errorCount / Math.max(1, asked)
  if (candidate.errorCount >= leastErrors && errorShare > limits.errorShare) {
    return `${candidate.errorCount} of ${asked} rows failed, where ${percent(limits.errorShare)} may`
  }
  if (Math.min(candidate.rowCount, current.rowCount) < leastRows) return undefined
  const slowerMs = meanMs(candidate) - meanMs(current)
  if (slowerMs > limits.slowerMs) {
    return `a row takes ${slowerMs.toFixed(2)} ms longer, where ${limits.slowerMs} ms may be`
  }
  const { statistic, pValue } = kolmogorovSmirnov(
    Float64Array.from(current.sample),
    Float64Array.from(candidate.sample),
  )
  if (statistic <= limits.shift || pValue >= shiftLevel) return undefined
  return `what it predicts lies ${statistic.toFixed(2)} from what was predicted before, where ${limits.shift} may be`
}

export function meanMs({ tookMs, rowCount }: ArmTally): number {
  return rowCount === 0 ? 0 : tookMs / rowCount
}

function percent(share: number): string {
  return `${(share * 100).toLocaleString('en', { maximumFractionDigits: 2 })} %`
}
