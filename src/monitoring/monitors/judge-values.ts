import { isSwellError } from '../../base/index.ts'
import { worstState, type MonitorState, type MonitorValue, type Verdict } from './monitor-run.ts'
import type { Monitor } from './monitor.ts'
import { judges, type Better, type Rule } from './rule.ts'

/** Earlier values of a series and slice, the oldest first. */
export type HistoryOf = (series: string, slice: string) => readonly number[]

/** What the rules of a monitor say of the values of one window. */
export function judgeValues(
  monitor: Monitor,
  values: readonly MonitorValue[],
  historyOf: HistoryOf,
): Verdict[] {
  return monitor.rules.flatMap((rule) => {
    const own = values.filter((value) => judges(rule, value))
    if (own.length === 0) return [notMeasured(rule)]
    return own.map((value) => judgeOne(monitor, rule, value, historyOf))
  })
}

function notMeasured({ name, series, slice = '', severity }: Rule): Verdict {
  const wanted = 'something to judge'
  return { rule: name, series, slice, severity, state: 'unknown', found: 'not measured', wanted }
}

function judgeOne(
  monitor: Monitor,
  rule: Rule,
  { series, slice, value, lower, upper }: MonitorValue,
  historyOf: HistoryOf,
): Verdict {
  const about = { rule: rule.name, series, slice, severity: rule.severity }
  if (Number.isNaN(value)) return { ...notMeasured(rule), ...about }
  const history = rule.looksBack === 0 ? [] : historyOf(series, slice).slice(-rule.looksBack)
  const better = betterOf(monitor, series)
  const { bad, found, wanted } = judged(rule, { value, lower, upper, history, better })
  const state: MonitorState = bad === undefined ? 'unknown' : bad ? rule.severity : 'ok'
  return { ...about, state, found, wanted }
}

/** A rule that a series doesn't fit says so, and keeps nobody from what was measured. */
function judged(rule: Rule, asked: Parameters<Rule['judgeValue']>[0]) {
  try {
    return rule.judgeValue(asked)
  } catch (error) {
    if (!isSwellError(error)) throw error
    return { bad: undefined, found: error.message, wanted: 'a series that the rule fits' }
  }
}

function betterOf({ watch }: Monitor, series: string): Better | undefined {
  if (watch.kind !== 'model') return undefined
  const metric = series.replace(/^estimated /, '')
  return watch.model.measure.find(({ name }) => name === metric)?.better
}

/** How a window stands: the worst of its verdicts; without rules it is well if there was anything to see. */
export function stateOf(
  { rules }: Monitor,
  rowCount: number,
  verdicts: readonly Verdict[],
): MonitorState {
  if (rules.length === 0) return rowCount === 0 ? 'unknown' : 'ok'
  return worstState(verdicts.map(({ state }) => state))
}
