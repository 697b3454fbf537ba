import { seededRandom } from '../../../src/base/index.ts'
import type { InputColumn } from '../../../src/learn/index.ts'
import { measureDrift, type DriftOptions, type DriftTest } from '../../../src/monitoring/index.ts'

/** What Evidently is asked too, by its words, and what our mode `evidently` says. */
export interface EvidentlyCase {
  readonly name: string
  /** What Evidently's preset is told. */
  readonly options: Readonly<Record<string, unknown>>
  readonly kinds: Readonly<Record<string, 'number' | 'category'>>
  readonly reference: Readonly<Record<string, readonly unknown[]>>
  readonly current: Readonly<Record<string, readonly unknown[]>>
  readonly ours: Readonly<Record<string, number>>
}

interface Drawn {
  readonly number?: (random: Draw) => number
  readonly category?: (random: Draw) => string | undefined
}

type Draw = ReturnType<typeof seededRandom>

const pick = (texts: string) => (random: Draw) => random.pick(texts.split(''))

/** Columns before and after. */
const drawn: Readonly<Record<string, readonly [Drawn, Drawn]>> = {
  moved: [{ number: (r) => r.normal() }, { number: (r) => 0.3 + r.normal() }],
  same: [{ number: (r) => 5 + 2 * r.normal() }, { number: (r) => 5 + 2 * r.normal() }],
  fallen: [{ number: (r) => 0.2 + r.normal() }, { number: (r) => r.normal() }],
  skewed: [{ number: (r) => Math.exp(r.normal()) }, { number: (r) => Math.exp(1.2 * r.normal()) }],
  holed: [
    { number: (r) => (r.next() < 0.1 ? Number.NaN : r.normal()) },
    { number: (r) => (r.next() < 0.3 ? Number.NaN : 0.1 + r.normal()) },
  ],
  counts: [{ number: (r) => r.below(12) }, { number: (r) => r.below(14) }],
  manyCounts: [{ number: (r) => r.below(60) }, { number: (r) => r.below(64) }],
  grades: [{ number: (r) => r.below(4) }, { number: (r) => r.pick([0, 1, 2, 3, 3]) }],
  flag: [{ number: (r) => Number(r.next() < 0.3) }, { number: (r) => Number(r.next() < 0.4) }],
  yesNo: [{ category: pick('yyyn') }, { category: pick('yynn') }],
  colour: [{ category: pick('rrgb') }, { category: pick('rggb') }],
  news: [{ category: pick('aabbc') }, { category: pick('aabbcd') }],
  partly: [
    { category: (r) => (r.next() < 0.2 ? undefined : r.pick(['u', 'v', 'w'])) },
    { category: (r) => (r.next() < 0.1 ? undefined : r.pick(['u', 'v', 'v'])) },
  ],
}

function draw(seed: string, side: 0 | 1, names: readonly string[], count: number): InputColumn[] {
  return names.map((name): InputColumn => {
    const how = drawn[name]?.[side] ?? {}
    const random = seededRandom(`${seed}: ${name} ${side}`)
    const { number, category } = how
    if (number !== undefined) {
      return {
        name,
        kind: 'number',
        values: Float64Array.from({ length: count }, () => number(random)),
      }
    }
    const values = Array.from({ length: count }, () => category?.(random))
    return { name, kind: 'category', values }
  })
}

const all = Object.keys(drawn)
const continuous = ['moved', 'same', 'fallen', 'skewed', 'holed', 'counts', 'manyCounts']
const few = ['yesNo', 'colour', 'partly']

const asked: readonly {
  readonly test?: DriftTest
  readonly method?: string
  readonly names: readonly string[]
  readonly counts: readonly [number, number]
  /** The same choice in their words and in ours. */
  readonly choice?: { readonly name: string; readonly theirs: object; readonly ours: DriftOptions }
}[] = [
  { names: all, counts: [600, 400] },
  { names: all, counts: [1000, 2000] },
  { names: all, counts: [1001, 300] },
  { names: all, counts: [3000, 2500] },
  { test: 'kolmogorovSmirnov', method: 'ks', names: continuous, counts: [1500, 1200] },
  { test: 'cramerVonMises', method: 'cramer_von_mises', names: continuous, counts: [150, 120] },
  { test: 'andersonDarling', method: 'anderson', names: continuous, counts: [150, 120] },
  { test: 'mannWhitney', method: 'mannw', names: continuous, counts: [150, 120] },
  { test: 'studentT', method: 't_test', names: continuous, counts: [150, 120] },
  { test: 'eppsSingleton', method: 'es', names: continuous, counts: [150, 120] },
  {
    test: 'chiSquare',
    method: 'chisquare',
    names: ['yesNo', 'colour', 'news', 'partly'],
    counts: [200, 300],
  },
  { test: 'gTest', method: 'g_test', names: ['yesNo', 'colour'], counts: [300, 300] },
  { test: 'fisherExact', method: 'fisher_exact', names: ['yesNo'], counts: [120, 120] },
  { test: 'proportions', method: 'z', names: ['yesNo'], counts: [2000, 1500] },
  { test: 'totalVariation', method: 'TVD', names: few, counts: [90, 70] },
  { test: 'wasserstein', method: 'wasserstein', names: continuous, counts: [300, 200] },
  { test: 'energy', method: 'ed', names: continuous, counts: [300, 200] },
  {
    test: 'jensenShannon',
    method: 'jensenshannon',
    names: [...continuous, ...few, 'news'],
    counts: [300, 200],
  },
  {
    test: 'populationStability',
    method: 'psi',
    names: [...continuous, ...few, 'news'],
    counts: [300, 200],
  },
  {
    test: 'kullbackLeibler',
    method: 'kl_div',
    names: [...continuous, ...few, 'news'],
    counts: [300, 200],
  },
  {
    test: 'hellinger',
    method: 'hellinger',
    names: [...continuous, ...few, 'news'],
    counts: [300, 200],
  },
  {
    names: all,
    counts: [500, 400],
    choice: {
      name: 'by kind and column',
      theirs: {
        num_method: 'psi',
        num_threshold: 0.3,
        cat_method: 'hellinger',
        cat_threshold: 0.05,
        per_column_method: { moved: 'ed', colour: 'kl_div' },
        per_column_threshold: { moved: 0.01, same: 1e-9 },
      },
      ours: {
        byKind: {
          number: { test: 'populationStability', threshold: 0.3 },
          category: { test: 'hellinger', threshold: 0.05 },
        },
        tests: { moved: 'energy', colour: 'kullbackLeibler' },
        thresholds: { moved: 0.01, same: 1e-9 },
      },
    },
  },
  {
    names: [...continuous, ...few],
    counts: [500, 400],
    choice: {
      name: 'all, but of a kind',
      theirs: { method: 'jensenshannon', threshold: 0.02, num_threshold: 0.2, cat_method: 'psi' },
      ours: {
        test: 'jensenShannon',
        threshold: 0.02,
        byKind: { number: { threshold: 0.2 }, category: { test: 'populationStability' } },
      },
    },
  },
]

export function evidentlyCases(): readonly EvidentlyCase[] {
  return asked.map(({ test, method, names, counts, choice }) => {
    const name = `${choice?.name ?? method ?? 'chosen'}: ${counts.join(' against ')}`
    const reference = draw(name, 0, names, counts[0])
    const current = draw(name, 1, names, counts[1])
    const tests = Object.fromEntries(
      test === undefined ? [] : names.map((column) => [column, test] as const),
    )
    const report = measureDrift(
      { columns: reference },
      { columns: current },
      { mode: 'evidently', tests, ...choice?.ours },
    )
    const scores = report.columns.map(({ column, test: by, score = Number.NaN }) => {
      return [`${column} by ${by}`, score] as const
    })
    return {
      name,
      options: { ...(method === undefined ? {} : { method }), ...choice?.theirs },
      kinds: Object.fromEntries(reference.map((column) => [column.name, column.kind as 'number'])),
      reference: toInput(reference),
      current: toInput(current),
      ours: {
        ...Object.fromEntries(scores),
        drifted: report.columns.filter(({ drifted }) => drifted).length,
        share: report.driftedShare,
      },
    }
  })
}

function toInput(columns: readonly InputColumn[]): Record<string, readonly unknown[]> {
  return Object.fromEntries(
    columns.map((column) => [
      column.name,
      Array.from<unknown, unknown>(column.values, (value) =>
        value === undefined || Number.isNaN(value) ? null : value,
      ),
    ]),
  )
}
