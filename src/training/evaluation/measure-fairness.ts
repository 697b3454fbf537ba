import {
  correctPValues,
  disparityTo,
  fairnessNotions,
  holdsParity,
  measureNotion,
  parities,
  ratesByGroup,
  welchTail,
  type FairnessNotion,
  type GroupRates,
  type InputColumn,
  type Parity,
} from '../../learn/index.ts'
import type { FairnessFinding } from '../../registry/index.ts'

/** What a model declares of whom it is to treat alike. */
export interface FairnessRule {
  /** Key columns or features whose values are groups. */
  readonly columns: readonly string[]
  /** Which parity has to hold; `equalizedOdds` when left out. */
  readonly parity?: Parity
  /** Rates may be apart by so much: 0.8 is the four-fifths rule, and is meant when left out. */
  readonly tolerance?: number
  /** From which prediction on it counts as yes; 0.5 when left out. */
  readonly threshold?: number
  /** The group that others are held to, by column; the largest when left out. */
  readonly reference?: Readonly<Record<string, string>>
  /** Groups of fewer rows tell too little and are left out; 30 when left out. */
  readonly minRows?: number
}

interface RowsToJudge {
  readonly columns: readonly InputColumn[]
  readonly truth: Float64Array
  readonly said: Float64Array
}

const level = 0.05
/** Rates whose disparities are told. */
const comparedRates = [...new Set(Object.values(parities).flat())] as (keyof GroupRates)[]

/** How groups of each column are treated, of a yes or no. */
export function measureFairness(rows: RowsToJudge, rule: FairnessRule): readonly FairnessFinding[] {
  return rule.columns.flatMap((name) => {
    const column = rows.columns.find((own) => own.name === name)
    return column === undefined ? [] : (measureColumn(rows, rule, column) ?? [])
  })
}

function measureColumn(
  { truth, said: chances }: RowsToJudge,
  rule: FairnessRule,
  column: InputColumn,
): FairnessFinding | undefined {
  const { tolerance = 0.8, threshold = 0.5, minRows = 30, parity = 'equalizedOdds' } = rule
  const groups = Array.from<number | string | undefined, string>(column.values, (value) =>
    value === undefined || Number.isNaN(value) ? 'missing' : String(value),
  )
  const counts = new Map<string, number>()
  for (const group of groups) counts.set(group, (counts.get(group) ?? 0) + 1)
  const leftOut = [...counts].filter(([, count]) => count < minRows).map(([group]) => group)
  const kept = [...groups.keys()].filter((row) => !leftOut.includes(groups[row] ?? ''))
  const judged = {
    truth: kept.map((row) => truth[row] ?? 0),
    said: kept.map((row) => Number((chances[row] ?? 0) >= threshold)),
  }
  const keptGroups = kept.map((row) => groups[row] ?? '')
  const rates = ratesByGroup(judged, keptGroups)
  const reference = chooseReference(rates, rule.reference?.[column.name])
  const own = reference === undefined ? undefined : rates.get(reference)
  if (reference === undefined || own === undefined || rates.size < 2) return undefined
  const others = [...rates].filter(([group]) => group !== reference)
  const significant = findSignificant(others, own)
  const found = [...rates].map(([group, each]) => ({
    group,
    rowCount: each.rowCount,
    rates: tell(each),
    disparities: Object.fromEntries(
      comparedRates.map((rate) => [rate, toJson(disparityTo(each[rate], own[rate]))]),
    ),
    significant: significant.get(group) ?? [],
    parities: Object.fromEntries(
      parityNames.map((name) => [name, holdsParity(name, each, own, tolerance) ?? null]),
    ),
  }))
  return {
    column: column.name,
    reference,
    tolerance,
    threshold,
    groups: found,
    notions: Object.fromEntries(
      notionNames.map((notion) => [notion, measureNotion(judged, keptGroups, notion)]),
    ),
    parities: Object.fromEntries(
      parityNames.map((name) => [
        name,
        allHold(found.map((group) => group.parities[name] ?? null)),
      ]),
    ),
    // What chance alone may have done is held against nobody.
    held: found.every(
      (group) =>
        group.parities[parity] !== false ||
        !parities[parity].some((rate) => group.significant.includes(rate)),
    ),
    wanted: parity,
    leftOut,
  }
}

const parityNames = Object.keys(parities) as Parity[]
const notionNames = Object.keys(fairnessNotions) as FairnessNotion[]

function chooseReference(
  rates: ReadonlyMap<string, GroupRates>,
  said: string | undefined,
): string | undefined {
  if (said !== undefined && rates.has(said)) return said
  return [...rates].toSorted(([, a], [, b]) => b.rowCount - a.rowCount)[0]?.[0]
}

function allHold(held: readonly (boolean | null)[]): boolean | null {
  const told = held.filter((one) => one !== null)
  return told.length === 0 ? null : told.every(Boolean)
}

/** Of each rate how many rows it is a share of, and how many of them count. */
const shares: Readonly<
  Partial<Record<keyof GroupRates, (of: GroupRates) => readonly [number, number]>>
> = {
  selectionRate: (of) => [of.truePositive + of.falsePositive, of.rowCount],
  shareOfSelected: (of) => [of.truePositive + of.falsePositive, of.rowCount],
  truePositiveRate: (of) => [of.truePositive, of.truePositive + of.falseNegative],
  falseNegativeRate: (of) => [of.falseNegative, of.truePositive + of.falseNegative],
  trueNegativeRate: (of) => [of.trueNegative, of.trueNegative + of.falsePositive],
  falsePositiveRate: (of) => [of.falsePositive, of.trueNegative + of.falsePositive],
  precision: (of) => [of.truePositive, of.truePositive + of.falsePositive],
  falseDiscoveryRate: (of) => [of.falsePositive, of.truePositive + of.falsePositive],
  falseOmissionRate: (of) => [of.falseNegative, of.trueNegative + of.falseNegative],
  negativePredictiveValue: (of) => [of.trueNegative, of.trueNegative + of.falseNegative],
}

const shareEntries = Object.entries(shares) as (readonly [
  string,
  (of: GroupRates) => readonly [number, number],
])[]

/** Rates that differ from the reference's by more than chance does (Welch's test, both sides), all tests counted. */
function findSignificant(
  others: readonly (readonly [string, GroupRates])[],
  reference: GroupRates,
): ReadonlyMap<string, readonly string[]> {
  const tests = others.flatMap(([group, rates]) =>
    shareEntries.map(([rate, shareOf]) => {
      const p = 2 * lesserTail(shareOf(rates), shareOf(reference))
      return { group, rate, p: Number.isNaN(p) ? 1 : Math.min(1, p) }
    }),
  )
  const corrected = correctPValues(
    tests.map(({ p }) => p),
    'benjaminiHochberg',
  )
  const sure = tests.filter((_, at) => (corrected[at] ?? 1) < level)
  const byGroup = Map.groupBy(sure, ({ group }) => group)
  return new Map([...byGroup].map(([group, own]) => [group, own.map(({ rate }) => rate)]))
}

function lesserTail(a: readonly [number, number], b: readonly [number, number]): number {
  const [first, second] = [momentsOfShare(a), momentsOfShare(b)]
  return Math.min(welchTail(first, second), welchTail(second, first))
}

function momentsOfShare([part, count]: readonly [number, number]) {
  const mean = part / count
  return { count, mean, squares: count * mean * (1 - mean) }
}

function tell(rates: GroupRates): Readonly<Record<string, number | null>> {
  const values: Readonly<Record<string, number>> = { ...rates }
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, toJson(value)]))
}

function toJson(value: number): number | null {
  return Number.isFinite(value) ? value : null
}
