import { formatDuration, parseDuration, type Duration } from '../base/index.ts'
import type { Evaluation, MetricValues } from './evaluation.ts'

/** A rule that a version must pass before an alias moves to it. */
export interface Gate {
  /** The rule as a sentence: `mae beats the champion's by 2 %`. */
  readonly name: string
  readonly judge: (evidence: Evidence) => GateResult
}

export interface GateResult {
  readonly gate: string
  readonly held: boolean
  readonly found: string
  readonly wanted: string
}

/** What gates look at: all of it measured on the same held-out rows. */
export interface Evidence {
  readonly candidate: Evaluation
  /** Of the version that the alias points to; undefined while there is none, or it is the candidate. */
  readonly champion: Evaluation | undefined
  readonly baselines: Readonly<Record<string, MetricValues>>
  readonly predictionMs: number
  /** Which way each metric is better. */
  readonly better: Readonly<Record<string, 'lower' | 'higher' | 'zero'>>
}

/** Better than the champion, or than the best baseline, by a share (`by: 0.02` is 2 %). */
export function beats(
  rival: 'champion' | 'baseline',
  metric: string,
  { by = 0 }: { readonly by?: number } = {},
): Gate {
  const name = `${metric} beats the ${rival}${by === 0 ? '' : ` by ${percent(by)}`}`
  return {
    name,
    judge: (evidence) => {
      const own = measured(evidence.candidate.metrics, metric, evidence.better)
      const other = rivalValue(rival, metric, evidence)
      if (own === undefined) return { gate: name, held: false, found: 'not measured', wanted: name }
      if (other === undefined) {
        return { gate: name, held: true, found: `no ${rival} yet`, wanted: 'nothing to beat' }
      }
      const isLower = evidence.better[metric] !== 'higher'
      const bound = isLower ? other - Math.abs(other) * by : other + Math.abs(other) * by
      return {
        gate: name,
        held: isLower ? own < bound : own > bound,
        found: show(own),
        wanted: `${isLower ? '<' : '>'} ${show(bound)} (${rival}: ${show(other)})`,
      }
    },
  }
}

function rivalValue(
  rival: 'champion' | 'baseline',
  metric: string,
  { champion, baselines, better }: Evidence,
): number | undefined {
  const rivals = rival === 'champion' ? [champion?.metrics ?? {}] : Object.values(baselines)
  const values = rivals.flatMap((metrics) => measured(metrics, metric, better) ?? [])
  if (values.length === 0) return undefined
  return better[metric] === 'higher' ? Math.max(...values) : Math.min(...values)
}

/** Of a metric that is best at zero, how far from zero it is. */
function measured(
  metrics: MetricValues,
  metric: string,
  better: Evidence['better'],
): number | undefined {
  const value = metrics[metric]
  return value !== undefined && better[metric] === 'zero' ? Math.abs(value) : value
}

/** No slice is worse than a bound: `worstSlice('mae').below(1.5)`. */
export function worstSlice(metric: string): {
  below(bound: number): Gate
  above(bound: number): Gate
} {
  return {
    below: (bound) => sliceGate(metric, bound, 'below'),
    above: (bound) => sliceGate(metric, bound, 'above'),
  }
}

function sliceGate(metric: string, bound: number, side: 'below' | 'above'): Gate {
  const name = `${metric} of the worst slice is ${side} ${show(bound)}`
  return {
    name,
    judge: ({ candidate }) => {
      const slices = Object.entries(candidate.slices).flatMap(([column, values]) =>
        Object.entries(values).flatMap(([value, { metrics }]) => {
          const found = metrics[metric]
          // Of a slice that the metric can't be measured on (one class only, one row) there is nothing to say.
          return typeof found === 'number' && Number.isFinite(found)
            ? [{ slice: `${column} = ${value}`, found }]
            : []
        }),
      )
      const sign = side === 'below' ? 1 : -1
      const worst = slices.toSorted((a, b) => sign * (b.found - a.found))[0]
      const wanted = `${side === 'below' ? '<' : '>'} ${show(bound)}`
      if (worst === undefined) return { gate: name, held: false, found: 'no slices', wanted }
      const held = side === 'below' ? worst.found < bound : worst.found > bound
      return { gate: name, held, found: `${show(worst.found)} (${worst.slice})`, wanted }
    },
  }
}

/** One prediction takes no longer than this, by median. */
export function answersWithin(duration: Duration): Gate {
  const bound = parseDuration(duration)
  const name = `one prediction takes at most ${formatDuration(bound)}`
  return {
    name,
    judge: ({ predictionMs }) => ({
      gate: name,
      held: predictionMs <= bound,
      found: predictionMs < 1 ? `${show(predictionMs * 1000)} µs` : `${show(predictionMs)} ms`,
      wanted: `≤ ${formatDuration(bound)}`,
    }),
  }
}

function show(value: number): string {
  return String(Number(value.toPrecision(3)))
}

function percent(share: number): string {
  return `${Number((share * 100).toPrecision(3))} %`
}
