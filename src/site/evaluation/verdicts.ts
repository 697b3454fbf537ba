import {
  isBroken,
  nameFinding,
  type EvaluationReport,
  type ReportedHorizon,
  type ReportedMetric,
} from '../../registry/index.ts'
import { writeNumber, writePercent } from '../profile/write-value.ts'

/** One thing that a reader has to know first. */
export interface Verdict {
  readonly state: 'good' | 'bad' | 'unsure'
  readonly subject: string
  readonly sentence: string
  /** The part of the page that tells more. */
  readonly anchor: string
}

/** What a report comes down to, the same on the page and in Markdown. */
export function verdictsOf(report: EvaluationReport): readonly Verdict[] {
  return [
    ...baselineVerdict(report),
    ...championVerdict(report),
    ...sliceVerdict(report),
    ...fairnessVerdict(report),
    ...behaviourVerdict(report),
    ...(report.horizons === undefined ? [leakVerdict(report)] : horizonVerdict(report.horizons)),
  ]
}

/** The metric that the model is judged by. */
export function mainMetric({ metrics }: EvaluationReport): ReportedMetric | undefined {
  return metrics.find(({ declared }) => declared)
}

/** `0.853 (0.845 to 0.861)` */
export function withInterval({
  value,
  low,
  high,
}: Pick<ReportedMetric, 'value' | 'low' | 'high'>): string {
  return `${writeNumber(value)} (${writeNumber(low)} to ${writeNumber(high)})`
}

/** What a prediction takes. */
export function costSentence({ predictionMs, latency }: EvaluationReport['cost']): string {
  if (latency === undefined) {
    return `${writeNumber(predictionMs)} ms for a prediction, by median, when it was trained.`
  }
  const { predictionCount, p50Ms, p90Ms, p99Ms, rowsPerSecond } = latency
  return (
    `${writeMs(p50Ms)} for a prediction by median, ${writeMs(p90Ms)} at the 90th hundredth, ` +
    `${writeMs(p99Ms)} at the 99th (${predictionCount} one after the other); ` +
    `${writeNumber(Number(rowsPerSecond.toPrecision(2)))} rows a second when many are asked for together.`
  )
}

function writeMs(ms: number): string {
  return ms < 1 ? `${writeNumber(Number((1000 * ms).toPrecision(3)))} µs` : `${writeNumber(ms)} ms`
}

function baselineVerdict(report: EvaluationReport): readonly Verdict[] {
  const metric = mainMetric(report)
  if (metric === undefined || report.baselines.length === 0) return []
  const sign = metric.better === 'higher' ? 1 : -1
  const size = (value: number) => (metric.better === 'zero' ? Math.abs(value) : value)
  const best = metric.baselines
    .map((value, at) => ({ value, name: report.baselines[at] ?? '' }))
    .toSorted((a, b) => sign * (size(b.value) - size(a.value)))[0]
  if (best === undefined) return []
  const nearest = metric.better === 'higher' ? metric.low : size(metric.high)
  const state =
    sign * (nearest - size(best.value)) > 0
      ? 'good'
      : sign * (size(metric.value) - size(best.value)) > 0
        ? 'unsure'
        : 'bad'
  const words = { good: 'surely better', unsure: 'better, but not surely,', bad: 'not better' }
  return [
    {
      state,
      subject: 'Baselines',
      sentence: `It is ${words[state]} than ${best.name}: ${metric.name} ${withInterval(metric)} beside ${writeNumber(best.value)}.`,
      anchor: 'metrics',
    },
  ]
}

function championVerdict({ champion }: EvaluationReport): readonly Verdict[] {
  const first = champion?.metrics[0]
  if (champion === undefined || first === undefined) return []
  const { value, low, high } = first.gain
  const state = low > 0 ? 'good' : high < 0 ? 'bad' : 'unsure'
  const words = { good: 'better than', bad: 'worse than', unsure: 'not told apart from' }
  return [
    {
      state,
      subject: 'Champion',
      sentence: `On the same rows it is ${words[state]} version ${champion.version}: ${first.name} ${writeNumber(first.candidate)} beside ${writeNumber(first.champion)}, a gain of ${withInterval({ value, low, high })}.`,
      anchor: 'champion',
    },
  ]
}

function sliceVerdict({ search, loss }: EvaluationReport): readonly Verdict[] {
  const [worst] = search.found
  if (worst === undefined) {
    const sentence = `None of the ${search.tried} slices that were tried is surely worse than the rest.`
    return [{ state: 'good', subject: 'Slices', sentence, anchor: 'slices' }]
  }
  return [
    {
      state: 'unsure',
      subject: 'Slices',
      sentence: `It is worst where ${worst.conditions.join(' and ')} (${worst.rowCount} rows): ${loss} ${writeNumber(worst.loss)}, and ${writeNumber(worst.rest)} elsewhere.`,
      anchor: 'slices',
    },
  ]
}

function fairnessVerdict({ fairness }: EvaluationReport): readonly Verdict[] {
  if (fairness.length === 0) return []
  const broken = fairness.filter(isBroken).map(nameFinding)
  const columns = [...new Set(fairness.map(({ column }) => column))]
  const sentence =
    broken.length === 0
      ? `Groups by ${columns.join(', ')} are treated alike, within the tolerance.`
      : `Groups by ${broken.join(', ')} are not treated alike.`
  return [
    {
      state: broken.length === 0 ? 'good' : 'bad',
      subject: 'Fairness',
      sentence,
      anchor: 'fairness',
    },
  ]
}

function behaviourVerdict({ behaviours }: EvaluationReport): readonly Verdict[] {
  if (behaviours.length === 0) return []
  const broken = behaviours.filter(({ held }) => !held)
  const sentence =
    broken.length === 0
      ? `All ${behaviours.length} declared behaviours are kept.`
      : `${broken.length} of ${behaviours.length} declared behaviours are not kept: ${broken.map(({ gate }) => gate).join('; ')}.`
  return [
    {
      state: broken.length === 0 ? 'good' : 'bad',
      subject: 'Behaviour',
      sentence,
      anchor: 'behaviour',
    },
  ]
}

/** Whether as much came true within the bounds as was to be. */
function horizonVerdict(horizons: readonly ReportedHorizon[]): readonly Verdict[] {
  const told = horizons.flatMap(({ ahead, coverage }) =>
    coverage === undefined ? [] : [{ ahead, ...coverage }],
  )
  if (told.length === 0) return []
  const off = told.filter(({ wanted, low, high }) => wanted < low || wanted > high)
  const wanted = writePercent(told[0]?.wanted ?? 0)
  const sentence =
    off.length === 0
      ? `At each step ahead about so much came true within the bounds as was to be: ${wanted}.`
      : `Of ${wanted} that was to be within the bounds, there was ${off.map(({ ahead, value }) => `${writePercent(value)} at step ${ahead}`).join(', ')}.`
  return [
    {
      state: off.length === 0 ? 'good' : 'unsure',
      subject: 'Bounds',
      sentence,
      anchor: 'horizons',
    },
  ]
}

function leakVerdict({ leaks }: EvaluationReport): Verdict {
  const state = leaks.length === 0 ? 'good' : 'bad'
  const sentence =
    leaks.length === 0
      ? 'No column is too good to be true.'
      : `Too good to be true: ${leaks.map(({ column }) => column).join(', ')}.`
  return { state, subject: 'Leaks', sentence, anchor: 'leaks' }
}
