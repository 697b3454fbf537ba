import {
  correctPValues,
  disparityIntervals,
  disparityTo,
  fairnessNotions,
  holdsParity,
  measureNotion,
  parities,
  ratesByGroup,
  welchTail,
  type Ends,
  type FairnessNotion,
  type GroupRates,
  type InputColumn,
  type Parity,
} from '../../learn/index.ts'
import type { FairnessFinding, PredictionKind } from '../../registry/index.ts'
import { conditionsOf, type Condition } from './conditions.ts'

/** What a model declares of whom it is to treat alike. */
export interface FairnessRule {
  /** Key columns or features whose values are groups; several in a list are crossed: `['sex', ['sex', 'race']]`. */
  readonly columns: readonly (string | readonly string[])[]
  /** Columns within whose equal values groups are compared, and that alone is judged: those of the same school, say. */
  readonly within?: readonly string[]
  /** Which parity has to hold; `equalizedOdds` when left out. */
  readonly parity?: Parity
  /** Rates may be apart by so much: 0.8 is the four-fifths rule, and is meant when left out. */
  readonly tolerance?: number
  /** From which prediction on it counts as yes; 0.5 when left out. */
  readonly threshold?: number
  /** Of several classes the one that counts as yes. */
  readonly favourable?: number
  /** The group that others are held to, by column (crossed ones as `sex × race`); the largest when left out. */
  readonly reference?: Readonly<Record<string, string>>
  /** Groups of fewer rows tell too little and are left out; 30 when left out. */
  readonly minRows?: number
}

export interface RowsToJudge {
  readonly columns: readonly InputColumn[]
  readonly kind: PredictionKind
  readonly truth: Float64Array
  readonly said: Float64Array
}

const level = 0.05
const confidence = 0.95
const repeats = 300
/** Rates whose disparities are told. */
const comparedRates = [...new Set(Object.values(parities).flat())] as (keyof GroupRates)[]

/** The columns that a rule names. */
export function fairnessColumns({ columns, within = [] }: FairnessRule): readonly string[] {
  return [...columns.flat(), ...within]
}

/** How groups of each column are treated, of a yes or no or of one class against all others. */
export function measureFairness(rows: RowsToJudge, rule: FairnessRule): readonly FairnessFinding[] {
  const judged = judgeRows(rows, rule)
  if (judged === undefined) return []
  const controls = (rule.within ?? []).flatMap((name) => {
    const column = rows.columns.find((own) => own.name === name)
    return column === undefined ? [] : [conditionsOf(column)]
  })
  const wholes = crossConditions(controls)
  return rule.columns.flatMap((named) => {
    const names = [named].flat()
    const groups = groupsBy(rows.columns, names)
    if (groups === undefined) return []
    const all = { ...judged, groups, column: names.join(' × ') }
    const overall = measureGroups(all, rule)
    if (wholes.length === 0) return overall ?? []
    const among = wholes.flatMap(({ where, has }) => {
      const found = measureGroups(pickRows(all, has), rule)
      return found === undefined ? [] : [{ ...found, where }]
    })
    return [...(overall === undefined ? [] : [{ ...overall, isToldOnly: true as const }]), ...among]
  })
}

/** Rows as yes or no; undefined where nothing counts as yes. */
function judgeRows(
  { kind, truth, said }: RowsToJudge,
  { threshold = 0.5, favourable }: FairnessRule,
): Pick<Grouped, 'truth' | 'said'> | undefined {
  if (kind === 'yesOrNo') {
    return { truth: [...truth], said: Array.from(said, (chance) => Number(chance >= threshold)) }
  }
  if (kind !== 'classes' || favourable === undefined) return undefined
  const isIt = (value: number) => Number(value === favourable)
  return { truth: Array.from(truth, isIt), said: Array.from(said, isIt) }
}

/** Rows of a yes or no, each in a group. */
interface Grouped {
  readonly column: string
  readonly truth: readonly number[]
  readonly said: readonly number[]
  readonly groups: readonly string[]
}

function groupsBy(
  columns: readonly InputColumn[],
  names: readonly string[],
): readonly string[] | undefined {
  const each = names.map((name) => {
    const column = columns.find((own) => own.name === name)
    return column === undefined ? undefined : groupNames(column)
  })
  const [first] = each
  if (first === undefined) return undefined
  return first.map((_, row) => each.map((own) => own?.[row] ?? 'missing').join(' × '))
}

/** Texts, few numbers as they are, and the quarters of many. */
function groupNames(column: InputColumn): readonly string[] {
  if (column.kind === 'category') return column.values.map((value) => value ?? 'missing')
  const names = Array.from(column.values, () => 'missing')
  for (const { label, has } of conditionsOf(column)) {
    for (const [row, holds] of has.entries()) if (holds === 1) names[row] = label
  }
  return names
}

function crossConditions(
  each: readonly (readonly Condition[])[],
): readonly { readonly where: string; readonly has: Uint8Array }[] {
  const [first = [], ...others] = each
  let crossed = first.map(({ words, has }) => ({ where: words, has }))
  for (const next of others) {
    crossed = crossed.flatMap((own) =>
      next.map(({ words, has }) => ({
        where: `${own.where} and ${words}`,
        has: own.has.map((one, row) => one & (has[row] ?? 0)),
      })),
    )
  }
  return crossed
}

function pickRows({ column, truth, said, groups }: Grouped, has: ArrayLike<number>): Grouped {
  const isIn = (_: unknown, row: number) => has[row] === 1
  return {
    column,
    truth: truth.filter(isIn),
    said: said.filter(isIn),
    groups: groups.filter(isIn),
  }
}

/** Undefined where there are not two groups to compare. */
function measureGroups(all: Grouped, rule: FairnessRule): FairnessFinding | undefined {
  const { tolerance = 0.8, minRows = 30, parity = 'equalizedOdds' } = rule
  const counts = new Map<string, number>()
  for (const group of all.groups) counts.set(group, (counts.get(group) ?? 0) + 1)
  const leftOut = [...counts].filter(([, count]) => count < minRows).map(([group]) => group)
  const judged = pickRows(
    all,
    all.groups.map((group) => Number(!leftOut.includes(group))),
  )
  const rates = ratesByGroup(judged, judged.groups)
  const reference = chooseReference(rates, rule.reference?.[all.column])
  const own = reference === undefined ? undefined : rates.get(reference)
  if (reference === undefined || own === undefined || rates.size < 2) return undefined
  const others = [...rates].filter(([group]) => group !== reference)
  const significant = findSignificant(others, own)
  const intervals = disparityIntervals(judged, judged.groups, {
    reference,
    rates: comparedRates,
    seed: `fairness by ${all.column}`,
    repeats,
    confidence,
  })
  const found = [...rates].map(([group, each]) => ({
    group,
    rowCount: each.rowCount,
    rates: tell(each),
    disparities: Object.fromEntries(
      comparedRates.map((rate) => [rate, toJson(disparityTo(each[rate], own[rate]))]),
    ),
    intervals: mapValues(intervals.groups.get(group) ?? {}, endsToJson),
    significant: significant.get(group) ?? [],
    parities: Object.fromEntries(
      parityNames.map((name) => [name, holdsParity(name, each, own, tolerance) ?? null]),
    ),
  }))
  return {
    column: all.column,
    rowCount: judged.groups.length,
    reference,
    tolerance,
    yes:
      rule.favourable === undefined ? { from: rule.threshold ?? 0.5 } : { class: rule.favourable },
    groups: found,
    notions: Object.fromEntries(
      notionNames.map((notion) => {
        const { difference, ratio } = measureNotion(judged, judged.groups, notion)
        const ends = intervals.notions[notion]
        const told = {
          difference: toJson(difference),
          ratio: toJson(ratio),
          differenceInterval: endsToJson(ends.difference),
          ratioInterval: endsToJson(ends.ratio),
        }
        return [notion, told]
      }),
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
  return mapValues({ ...rates }, toJson)
}

function mapValues<From, To>(
  values: Readonly<Record<string, From>>,
  to: (value: From) => To,
): Readonly<Record<string, To>> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, to(value)]))
}

function endsToJson([low, high]: Ends): readonly [number | null, number | null] {
  return [toJson(low), toJson(high)]
}

function toJson(value: number): number | null {
  return Number.isFinite(value) ? value : null
}
