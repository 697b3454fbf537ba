import { formatDuration, parseDuration } from '../../base/index.ts'
import {
  summarizeBackTest,
  wilsonInterval,
  type Forecaster,
  type TestedPoint,
} from '../../learn/index.ts'
import type { Evaluation } from '../../registry/index.ts'
import { toEvaluation } from '../../training/index.ts'
import type { Frame } from './cut-windows.ts'
import type { MonitorValue } from './monitor-run.ts'
import { numbersOf } from './prediction-rows.ts'

/** Of a forecast of more steps than these whole days are told apart. */
const mostLeads = 48

/** What a forecast said, by how far it looked ahead: `ahead=2d`; by whole days where its steps are many. */
export function leadsOf(
  frame: Frame,
  { every, steps }: Forecaster,
): readonly { readonly slice: string; readonly rows: readonly number[] }[] {
  const ahead = numbersIn(frame, 'stepsAhead')
  const everyMs = parseDuration(every)
  const unitMs = steps > mostLeads ? Math.max(everyMs, parseDuration('1d')) : everyMs
  const known = [...ahead.keys()].filter((row) => Number.isFinite(ahead[row]))
  const leads = Map.groupBy(known, (row) => Math.ceil(((ahead[row] ?? 0) * everyMs) / unitMs))
  return [...leads]
    .toSorted(([a], [b]) => a - b)
    .map(([lead, rows]) => ({
      slice: `ahead=${formatDuration(lead * unitMs).replaceAll(' ', '')}`,
      rows,
    }))
}

/** The share of what came true that was within the bounds, with Wilson's interval; nothing where there are no bounds. */
export function coverageOf(frame: Frame, slice: string): MonitorValue[] {
  const [low, high] = [numbersIn(frame, 'low'), numbersIn(frame, 'high')]
  const truth = numbersIn(frame, 'truth')
  const rows = [...truth.keys()].filter((row) => Number.isFinite(low[row]))
  const count = rows.length
  if (count === 0) return []
  const isWithin = (row: number) =>
    at(low, row) <= at(truth, row) && at(truth, row) <= at(high, row)
  const value = rows.filter(isWithin).length / count
  const { low: lower, high: upper } = wilsonInterval(value * count, count)
  return [{ series: 'coverage', slice, value, rowCount: count, lower, upper }]
}

/** What came true as a back-test: by how many steps ahead, and by series. */
export function evaluateSteps(frame: Frame): Evaluation {
  const numbers = (name: string) => numbersIn(frame, name)
  const [truth, value, ahead] = [numbers('truth'), numbers('predicted'), numbers('stepsAhead')]
  const [low, high] = [numbers('low'), numbers('high')]
  const series = frame.columns.get('series') ?? []
  const points = Array.from(truth.keys(), (row): TestedPoint => ({
    series: String(series[row]),
    at: at(frame.times, row),
    origin: Number.NaN,
    ahead: at(ahead, row),
    value: at(value, row),
    truth: at(truth, row),
    lastValue: Number.NaN,
    ...(Number.isFinite(low[row]) ? { low: at(low, row), high: at(high, row) } : {}),
  }))
  return toEvaluation(summarizeBackTest([], points))
}

function at(values: Float64Array, row: number): number {
  return values[row] ?? Number.NaN
}

function numbersIn({ columns }: Frame, name: string): Float64Array {
  return numbersOf(columns.get(name) ?? [])
}
