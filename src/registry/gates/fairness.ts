import { pickBeside } from '../../learn/index.ts'
import type { Evidence } from './evidence.ts'
import { showNumber, type Gate } from './gate.ts'

/** Of predictions that are probabilities: the share said yes to, of all, of the true, of the false ones. */
const rates = ['selectionRate', 'truePositiveRate', 'falsePositiveRate'] as const
type Rate = (typeof rates)[number]

export interface FairnessOptions {
  /** From which prediction on it counts as yes; 0.5 when left out. */
  readonly threshold?: number
  /** Groups of fewer rows tell too little and are left out; 30 when left out. */
  readonly minRows?: number
}

/**
 * Groups of people, or of anything else, are treated alike: `fairness('sex', 'selectionRate').within(0.1)` bounds the
 * difference between the highest and the lowest (Fairlearn's `between_groups`), `.ratioAbove(0.8)` their ratio, as the
 * four-fifths rule does. What is compared is a rate, or any metric that the model is measured by.
 */
export function fairness(
  column: string,
  measure: Rate | (string & {}),
  options: FairnessOptions = {},
): { within(difference: number): Gate; ratioAbove(ratio: number): Gate } {
  return {
    within: (bound) =>
      fairnessGate(`${measure} differs by at most ${showNumber(bound)} by ${column}`, {
        column,
        measure,
        options,
        judge: (low, high) => ({ found: high - low, held: high - low <= bound }),
        wanted: `≤ ${showNumber(bound)}`,
      }),
    ratioAbove: (bound) =>
      fairnessGate(`lowest ${measure} by ${column} is over ${showNumber(bound)} of the highest`, {
        column,
        measure,
        options,
        judge: (low, high) => {
          const found = high === 0 ? 1 : low / high
          return { found, held: found > bound }
        },
        wanted: `> ${showNumber(bound)}`,
      }),
  }
}

interface FairnessRule {
  readonly column: string
  readonly measure: string
  readonly options: FairnessOptions
  readonly judge: (low: number, high: number) => { readonly found: number; readonly held: boolean }
  readonly wanted: string
}

function fairnessGate(name: string, rule: FairnessRule): Gate {
  const { wanted, column } = rule
  return {
    name,
    columns: [column],
    judge: (evidence) => {
      const groups = measureGroups(evidence, rule).toSorted((a, b) => a.value - b.value)
      const [lowest, highest] = [groups[0], groups.at(-1)]
      if (lowest === undefined || highest === undefined || groups.length < 2) {
        return { gate: name, held: false, found: 'fewer than two groups to compare', wanted }
      }
      const { found, held } = rule.judge(lowest.value, highest.value)
      const ends = [lowest, highest].map(({ group, value }) => `${group} ${showNumber(value)}`)
      return { gate: name, held, found: `${showNumber(found)} (${ends.join(', ')})`, wanted }
    },
  }
}

function measureGroups({ rows, metrics }: Evidence, { column, measure, options }: FairnessRule) {
  const values = rows.columns[column]
  if (values === undefined) {
    throw new Error(
      `the rows have no column "${column}", but ${Object.keys(rows.columns).join(', ')}`,
    )
  }
  const { threshold = 0.5, minRows = 30 } = options
  const { groups: queries, candidateShares: shares } = rows
  const beside = {
    ...(queries === undefined ? {} : { groups: queries }),
    ...(shares === undefined ? {} : { shares }),
  }
  const groups = Map.groupBy(rows.truth.keys(), (row) => String(values[row]))
  return [...groups].flatMap(([group, own]) => {
    if (own.length < minRows) return []
    const truth = Float64Array.from(own, (row) => rows.truth[row] ?? Number.NaN)
    const said = Float64Array.from(own, (row) => rows.candidate[row] ?? Number.NaN)
    const value = isRate(measure)
      ? rateOf(measure, truth, said, threshold)
      : metrics[measure]?.of(truth, said, pickBeside(beside, { rows: own }))
    if (value === undefined) throw new Error(`"${measure}" is neither a rate nor a metric of it`)
    return Number.isNaN(value) ? [] : [{ group, value }]
  })
}

function isRate(measure: string): measure is Rate {
  return rates.some((rate) => rate === measure)
}

/** NaN where no row counts: of those who are all true there is no share of false ones. */
function rateOf(rate: Rate, truth: Float64Array, said: Float64Array, threshold: number): number {
  let counted = 0
  let chosen = 0
  for (const [row, label] of truth.entries()) {
    if (rate === 'truePositiveRate' && label !== 1) continue
    if (rate === 'falsePositiveRate' && label === 1) continue
    counted += 1
    if ((said[row] ?? 0) >= threshold) chosen += 1
  }
  return chosen / counted
}
