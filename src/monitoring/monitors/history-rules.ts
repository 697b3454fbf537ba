import { findChangePoints, judgeScore, type ChangeRule, type ScoreTest } from '../../learn/index.ts'
import { makeRule, show, type Better, type Rule, type RuleOptions } from './rule.ts'

/** A change may show only long after it began. */
const longestLook = 500

/** A series doesn't change: `unchanged('mae', pageHinkley())`. Which way is no matter. */
export function unchanged(series: string, by: ChangeRule, options: RuleOptions = {}): Rule {
  const name = `${series} does not change by ${by.kind}`
  return makeRule(
    { series, name, limits: {}, looksBack: longestLook },
    options,
    ({ value, history }) => {
      const all = [...history, value]
      const points = findChangePoints(by, all)
      const isNow = points.some(({ at, sign }) => sign === 'change' && at === all.length - 1)
      return {
        bad: all.length < 2 ? undefined : isNow,
        found: isNow ? `${show(value)}, which is a change` : show(value),
        wanted: 'no change',
      }
    },
  )
}

export interface HistoryOptions extends RuleOptions {
  /** Which way is good, where the series is no metric of the model. */
  readonly better?: 'higher' | 'lower'
  /** With fewer earlier values nothing is said; 5 when left out. */
  readonly least?: number
}

const sentences: Readonly<Record<ScoreTest, string>> = {
  worstSoFar: 'is not the worst so far',
  twoDeviations: 'is not two deviations worse than usual',
  quartiles: 'is not worse than the quartiles by more than 1.5 of their distance',
}

/** A value is no worse than any before it. */
export function notWorstSoFar(series: string, options: HistoryOptions = {}): Rule {
  return scoreRule(series, 'worstSoFar', options)
}

/** A value is no more than two deviations worse than the mean of those before it. */
export function withinTwoDeviations(series: string, options: HistoryOptions = {}): Rule {
  return scoreRule(series, 'twoDeviations', options)
}

/** A value is no worse than the worse quartile by more than 1.5 times the distance of the quartiles. */
export function withinQuartiles(series: string, options: HistoryOptions = {}): Rule {
  return scoreRule(series, 'quartiles', options)
}

function scoreRule(series: string, test: ScoreTest, options: HistoryOptions): Rule {
  const { least = 5 } = options
  const name = `${series} ${sentences[test]}`
  return makeRule(
    { series, name, limits: {}, looksBack: longestLook },
    options,
    ({ value, history, better }) => {
      const found = show(value)
      if (history.length < least) {
        return { bad: undefined, found, wanted: `${least} values before it` }
      }
      const direction = directionOf(options.better ?? better)
      // The nearer to zero the better: then the distance from zero is what counts.
      const isZero = better === 'zero' && options.better === undefined
      const [past, now] = isZero ? [history.map(Math.abs), Math.abs(value)] : [history, value]
      const verdict = judgeScore(past, now, direction).find((one) => one.test === test)
      if (verdict === undefined) return { bad: undefined, found, wanted: 'values before it' }
      const word = direction === 'lower' ? 'at most' : 'at least'
      return { bad: verdict.isWorse, found, wanted: `${word} ${show(verdict.bound)}` }
    },
  )
}

function directionOf(better: Better | undefined): 'higher' | 'lower' {
  return better === 'higher' ? 'higher' : 'lower'
}
