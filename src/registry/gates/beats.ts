import type { MetricValues } from '../evaluation.ts'
import type { Evidence } from './evidence.ts'
import { showNumber, showPercent, type Gate } from './gate.ts'
import type { GateResult } from './gate-result.ts'
import { pairedInterval } from './paired-interval.ts'

export interface BeatsOptions {
  /** The share by which it must be better: `by: 0.02` is 2 %; by `-0.02` it may be 2 % worse. */
  readonly by?: number
}

export interface SurelyBeatsOptions extends BeatsOptions {
  /**
   * How sure it must be, `0.95` say: the interval of how much better it is, by drawing the same rows anew for
   * both (bootstrap), must lie above what is asked.
   */
  readonly confidence?: number
}

/** Better than the champion, or than the best baseline, by a share. */
export function beats(rival: 'champion', metric: string, options?: SurelyBeatsOptions): Gate
export function beats(rival: 'baseline', metric: string, options?: BeatsOptions): Gate
export function beats(
  rival: 'champion' | 'baseline',
  metric: string,
  { by = 0, confidence }: SurelyBeatsOptions = {},
): Gate {
  const share = by === 0 ? '' : ` by ${showPercent(by)}`
  if (confidence !== undefined) return surelyBeats(metric, { by, confidence }, share)
  const name =
    by < 0
      ? `${metric} is at most ${showPercent(-by)} worse than the ${rival}’s`
      : `${metric} beats the ${rival}${share}`
  return {
    name,
    judge: (evidence) => {
      const own = measured(evidence.candidate.metrics, metric, evidence)
      const other = rivalValue(rival, metric, evidence)
      if (own === undefined) return { gate: name, held: false, found: 'not measured', wanted: name }
      if (other === undefined) return nothingToBeat(name, rival)
      const isLower = betterOf(metric, evidence) !== 'higher'
      const bound = isLower ? other - Math.abs(other) * by : other + Math.abs(other) * by
      return {
        gate: name,
        held: isLower ? own < bound : own > bound,
        found: showNumber(own),
        wanted: `${isLower ? '<' : '>'} ${showNumber(bound)} (${rival}: ${showNumber(other)})`,
      }
    },
  }
}

function surelyBeats(
  metric: string,
  { by, confidence }: Required<SurelyBeatsOptions>,
  share: string,
): Gate {
  const name = `${metric} surely beats the champion${share} (${showPercent(confidence)} interval)`
  return {
    name,
    judge: (evidence) => {
      const measure = evidence.metrics[metric]
      if (measure === undefined) {
        return { gate: name, held: false, found: 'not measured', wanted: name }
      }
      const { champion } = evidence.rows
      if (champion === undefined) return nothingToBeat(name, 'champion')
      const rows = { ...evidence.rows, champion }
      const interval = pairedInterval(measure, rows, { confidence })
      const bound = by * Math.abs(interval.champion)
      const found = `better by ${showNumber(interval.value)}, between ${showNumber(interval.low)} and ${showNumber(interval.high)}`
      return { gate: name, held: interval.low > bound, found, wanted: `all > ${showNumber(bound)}` }
    },
  }
}

function nothingToBeat(gate: string, rival: string): GateResult {
  return { gate, held: true, found: `no ${rival} yet`, wanted: 'nothing to beat' }
}

function rivalValue(
  rival: 'champion' | 'baseline',
  metric: string,
  evidence: Evidence,
): number | undefined {
  const { champion, baselines } = evidence
  const rivals = rival === 'champion' ? [champion?.metrics ?? {}] : Object.values(baselines)
  // What tells no classes apart, as most naive models, has no value by how likely it holds them to be.
  const values = rivals
    .flatMap((metrics) => measured(metrics, metric, evidence) ?? [])
    .filter((value) => !Number.isNaN(value))
  if (values.length === 0) return undefined
  return betterOf(metric, evidence) === 'higher' ? Math.max(...values) : Math.min(...values)
}

/** Of a metric that is best at zero, how far from zero it is. */
function measured(metrics: MetricValues, metric: string, evidence: Evidence): number | undefined {
  const value = metrics[metric]
  return value !== undefined && betterOf(metric, evidence) === 'zero' ? Math.abs(value) : value
}

function betterOf(metric: string, { metrics }: Evidence) {
  return metrics[metric]?.better
}
