import { seededRandom, type Random } from '../../base/index.ts'
import { quantileOf } from '../statistics/quantile-of.ts'
import {
  disparityTo,
  fairnessNotions,
  notionOf,
  type Disparity,
  type FairnessNotion,
} from './disparity.ts'
import { ratesOf, type GroupRates, type Judged } from './group-rates.ts'

export type Ends = readonly [low: number, high: number]

/** How far chance alone, which rows there are, may move what is told of groups. */
export interface DisparityIntervals {
  /** By group and rate: of how many times that of the reference it is. */
  readonly groups: ReadonlyMap<string, Readonly<Record<string, Ends>>>
  readonly notions: Readonly<Record<FairnessNotion, { readonly [Of in keyof Disparity]: Ends }>>
}

export interface DisparityIntervalOptions {
  readonly reference: string
  readonly rates: readonly (keyof GroupRates)[]
  readonly seed: number | string
  /** How often rows are drawn anew. */
  readonly repeats: number
  readonly confidence: number
}

/** By drawing rows anew with replacement, as Fairlearn's `MetricFrame` does with `n_boot`; percentiles. */
export function disparityIntervals(
  { truth, said }: Pick<Judged, 'truth' | 'said'>,
  groups: readonly string[],
  options: DisparityIntervalOptions,
): DisparityIntervals {
  const { reference, rates, confidence } = options
  const names = [...new Set(groups)].toSorted()
  const places = new Map(names.map((name, place) => [name, place]))
  // Rates only need to know how many rows of each cell were drawn: of a group, so or not, said or not.
  const cells = Uint32Array.from(
    groups,
    (group, row) => 4 * (places.get(group) ?? 0) + 2 * (truth[row] ?? 0) + (said[row] ?? 0),
  )
  const draws = drawRates(cells, names.length, options)
  const endsOf = (values: readonly number[]): Ends => {
    // Of a draw in which nothing is to be a share of, nothing is told.
    const told = Float64Array.from(values.filter((value) => !Number.isNaN(value))).toSorted()
    return [quantileOf(told, (1 - confidence) / 2), quantileOf(told, (1 + confidence) / 2)]
  }
  const own = places.get(reference) ?? 0
  const groupEnds = names.map((name, place) => {
    const ends = rates.map((rate) => {
      const values = draws.map((each) =>
        disparityTo(each[place]?.[rate] ?? Number.NaN, each[own]?.[rate] ?? Number.NaN),
      )
      return [rate, endsOf(values)] as const
    })
    return [name, Object.fromEntries(ends)] as const
  })
  const notionEnds = (Object.keys(fairnessNotions) as FairnessNotion[]).map((notion) => {
    const found = draws.map((each) => notionOf(each, notion))
    const difference = endsOf(found.map((one) => one.difference))
    return [notion, { difference, ratio: endsOf(found.map(({ ratio }) => ratio)) }] as const
  })
  return {
    groups: new Map(groupEnds),
    notions: Object.fromEntries(notionEnds) as DisparityIntervals['notions'],
  }
}

function drawRates(
  cells: Uint32Array,
  groupCount: number,
  { seed, repeats }: Pick<DisparityIntervalOptions, 'seed' | 'repeats'>,
): readonly (readonly GroupRates[])[] {
  const random = seededRandom(seed)
  return Array.from({ length: repeats }, () => {
    const counts = drawCounts(cells, 4 * groupCount, random)
    let selected = 0
    for (let cell = 1; cell < counts.length; cell += 2) selected += counts[cell] ?? 0
    return Array.from({ length: groupCount }, (_, place) =>
      ratesOf(counts.subarray(4 * place, 4 * place + 4), selected),
    )
  })
}

function drawCounts(cells: Uint32Array, size: number, random: Random): Float64Array {
  const counts = new Float64Array(size)
  for (let draw = 0; draw < cells.length; draw += 1) {
    const cell = cells[random.below(cells.length)] ?? 0
    counts[cell] = (counts[cell] ?? 0) + 1
  }
  return counts
}
