import { formatDuration, parseDuration, type Duration } from '../../base/index.ts'
import type { Gate } from '../../registry/index.ts'
import { monitoringErrors } from '../errors.ts'

export const alertSeverities = ['warning', 'critical'] as const
export type AlertSeverity = (typeof alertSeverities)[number]

/**
 * What counts as bad. The same object is a gate of a model before a version is promoted (by what was measured on
 * the held-out rows) and a rule of a monitor afterwards (by what came true since).
 */
export interface Rule extends Gate {
  readonly kind: 'rule'
  /** The name of what it judges; one that ends with `*` judges all that begin so. */
  readonly series: string
  /** Of this slice only, `''` for all rows; of every slice where it is absent. */
  readonly slice: string | undefined
  readonly severity: AlertSeverity
  /** For how long it must be broken before an alert fires. */
  readonly lasting: Duration | undefined
  /** For how long after a recovery nobody is told again. */
  readonly coolDown: Duration | undefined
  readonly limits: Limits
  /** How many earlier values it wants to see. */
  readonly looksBack: number
  readonly judgeValue: (value: JudgedValue) => Finding
}

export interface Limits {
  readonly atMost?: number
  readonly atLeast?: number
}

/** One value of a series, with what came before it. */
export interface JudgedValue {
  readonly value: number
  readonly lower: number | undefined
  readonly upper: number | undefined
  /** Of the same series and slice, the oldest first; only as many as the rule looks back. */
  readonly history: readonly number[]
  readonly better: Better | undefined
}

export type Better = 'lower' | 'higher' | 'zero'

/** What a rule says of a value; `bad` is undefined where nothing can be said yet. */
export interface Finding {
  readonly bad: boolean | undefined
  readonly found: string
  readonly wanted: string
}

export interface RuleOptions {
  /** `warning` when left out. */
  readonly severity?: AlertSeverity
  readonly slice?: string
  readonly lasting?: Duration
  readonly coolDown?: Duration
}

export interface LimitOptions extends RuleOptions {
  /** Broken only where the whole interval of a value is beyond the limit. */
  readonly surely?: boolean
}

/** The series stays at or below a limit: `atMost('mae', 0.6)`. */
export function atMost(series: string, limit: number, options: LimitOptions = {}): Rule {
  assertNumber(`${series} is at most ${limit}`, limit)
  return limitRule(series, { atMost: limit }, options)
}

/** The series stays at or above a limit: `atLeast('rowCount', 1000)`. */
export function atLeast(series: string, limit: number, options: LimitOptions = {}): Rule {
  assertNumber(`${series} is at least ${limit}`, limit)
  return limitRule(series, { atLeast: limit }, options)
}

/** The data as a whole has not drifted. */
export function noDrift(options: RuleOptions = {}): Rule {
  return makeRule(
    {
      series: 'drifted *',
      name: 'the data has not drifted',
      limits: { atMost: 0 },
      looksBack: 0,
    },
    { slice: '', ...options },
    ({ value }) => ({ bad: value > 0, found: value > 0 ? 'some' : 'none', wanted: 'none' }),
  )
}

/** Whether a series says of some columns whether they have drifted as a whole. */
export function isDrift(series: string): boolean {
  return series.startsWith('drifted ')
}

function limitRule(series: string, limits: Limits, options: LimitOptions): Rule {
  const { surely = false } = options
  const { atMost: most = Infinity, atLeast: least = -Infinity } = limits
  const wanted = 'atMost' in limits ? `at most ${show(most)}` : `at least ${show(least)}`
  return makeRule(
    { series, name: `${series} is ${surely ? 'surely ' : ''}${wanted}`, limits, looksBack: 0 },
    options,
    ({ value, lower = value, upper = value }) => {
      const [low, high] = surely ? [lower, upper] : [value, value]
      return { bad: low > most || high < least, found: show(value), wanted }
    },
  )
}

/** Makes a rule of its sentence and of how it judges a value. */
export function makeRule(
  parts: Pick<Rule, 'name' | 'series' | 'limits' | 'looksBack'>,
  options: RuleOptions,
  judgeValue: Rule['judgeValue'],
): Rule {
  const { severity = 'warning', slice, lasting, coolDown } = options
  if (parts.series.trim() === '') {
    throw monitoringErrors.wrongRule({ rule: parts.name, problem: 'it names no series.' })
  }
  for (const length of [lasting, coolDown]) if (length !== undefined) parseDuration(length)
  const name = named(parts.name, options)
  return Object.freeze<Rule>({
    kind: 'rule',
    ...parts,
    name,
    slice,
    severity,
    lasting,
    coolDown,
    judgeValue,
    judge: ({ candidate }) => {
      const value = candidate.metrics[parts.series]
      if (value === undefined) {
        const found = `${parts.series} is not measured of a version`
        return { gate: name, held: false, found, wanted: 'a metric of the model' }
      }
      const judged = { value, lower: undefined, upper: undefined, history: [], better: undefined }
      const { bad, found, wanted } = judgeValue(judged)
      return { gate: name, held: bad === false, found, wanted }
    },
  })
}

function named(sentence: string, { slice, lasting }: RuleOptions): string {
  const where = slice === undefined || slice === '' ? '' : ` where ${slice}`
  const long = lasting === undefined ? '' : `, or not for ${formatDuration(parseDuration(lasting))}`
  return `${sentence}${where}${long}`
}

/** Whether a rule judges what is measured under this name of this slice. */
export function judges({ series, slice }: Rule, value: { series: string; slice: string }): boolean {
  if (slice !== undefined && slice !== value.slice) return false
  return series.endsWith('*')
    ? value.series.startsWith(series.slice(0, -1))
    : value.series === series
}

export function isRule(one: Gate): one is Rule {
  return 'kind' in one && one.kind === 'rule'
}

export function show(value: number): string {
  if (!Number.isFinite(value)) return String(value)
  return String(Number(value.toPrecision(4)))
}

function assertNumber(rule: string, limit: number): void {
  if (Number.isFinite(limit)) return
  throw monitoringErrors.wrongRule({ rule, problem: 'its limit is no number.' })
}
