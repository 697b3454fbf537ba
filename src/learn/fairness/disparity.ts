import { ratesByGroup, groupRates, type GroupRates, type Judged } from './group-rates.ts'

/** How far apart groups are: among each other, or each from all rows together. */
export type Between = 'groups' | 'overall'

/** The largest difference between groups, or of a group from all (Fairlearn's `difference`). */
export function differenceOf(
  values: readonly number[],
  between: Between = 'groups',
  overall = Number.NaN,
): number {
  if (between === 'groups') return Math.max(...values) - Math.min(...values)
  return Math.max(...values.map((value) => Math.abs(value - overall)))
}

/** The smallest ratio between groups, or of a group to all, the greater one below (Fairlearn's `ratio`). */
export function ratioOf(
  values: readonly number[],
  between: Between = 'groups',
  overall = Number.NaN,
): number {
  if (between === 'groups') return Math.min(...values) / Math.max(...values)
  return Math.min(...values.map((value) => (value > overall ? overall / value : value / overall)))
}

export interface DisparityOptions {
  readonly between?: Between
  /** Of several rates the worst, or their mean; the worst when left out. */
  readonly aggregate?: 'worst' | 'mean'
}

/** Rates that should be alike: of those said yes to, of the right and of the wrong yes. */
export const fairnessNotions = {
  demographicParity: ['selectionRate'],
  equalizedOdds: ['truePositiveRate', 'falsePositiveRate'],
  equalOpportunity: ['truePositiveRate'],
} as const

export type FairnessNotion = keyof typeof fairnessNotions

export interface Disparity {
  readonly difference: number
  readonly ratio: number
}

/** How far groups are from a notion of fairness, as Fairlearn measures it. */
export function measureNotion(
  judged: Judged,
  groups: ArrayLike<unknown>,
  notion: FairnessNotion,
  { between = 'groups', aggregate = 'worst' }: DisparityOptions = {},
): Disparity {
  const own = [...ratesByGroup(judged, groups).values()]
  const all = groupRates(judged, Array.from(groups).keys(), Number.NaN)
  return notionOf(own, notion, { between, aggregate, all })
}

/** By the rates of each group, and those of all rows where each is held to all. */
export function notionOf(
  own: readonly GroupRates[],
  notion: FairnessNotion,
  {
    between = 'groups',
    aggregate = 'worst',
    all,
  }: DisparityOptions & { readonly all?: GroupRates } = {},
): Disparity {
  const each = fairnessNotions[notion].map((rate) => {
    const values = own.map((rates) => rates[rate])
    return {
      difference: differenceOf(values, between, all?.[rate]),
      ratio: ratioOf(values, between, all?.[rate]),
    }
  })
  const mean = (values: readonly number[]) =>
    values.reduce((sum, value) => sum + value, 0) / values.length
  const differences = each.map(({ difference }) => difference)
  const ratios = each.map(({ ratio }) => ratio)
  return aggregate === 'mean'
    ? { difference: mean(differences), ratio: mean(ratios) }
    : { difference: Math.max(...differences), ratio: Math.min(...ratios) }
}

/** A rate of a group by that of the reference, as Aequitas has it: above 1 is more, and a division by 0 is 10. */
export function disparityTo(group: number, reference: number): number {
  const found = group / reference
  return found === Infinity ? 10 : found
}

/** Whether a disparity is within the tolerance and its reciprocal; undefined where there is none to tell. */
function isFair(disparity: number, tolerance: number): boolean | undefined {
  if (Number.isNaN(disparity)) return undefined
  return disparity >= tolerance && disparity <= 1 / tolerance
}

/** The parities of Aequitas: which rates must be alike for each. */
export const parities = {
  statisticalParity: ['shareOfSelected'],
  impactParity: ['selectionRate'],
  precisionParity: ['precision'],
  falseDiscoveryParity: ['falseDiscoveryRate'],
  falseOmissionParity: ['falseOmissionRate'],
  falsePositiveParity: ['falsePositiveRate'],
  falseNegativeParity: ['falseNegativeRate'],
  truePositiveParity: ['truePositiveRate'],
  trueNegativeParity: ['trueNegativeRate'],
  negativePredictiveParity: ['negativePredictiveValue'],
  typeOneParity: ['falseDiscoveryRate', 'falsePositiveRate'],
  typeTwoParity: ['falseOmissionRate', 'falseNegativeRate'],
  equalizedOdds: ['falsePositiveRate', 'truePositiveRate'],
  unsupervisedFairness: ['shareOfSelected', 'selectionRate'],
  supervisedFairness: [
    'falseDiscoveryRate',
    'falsePositiveRate',
    'falseOmissionRate',
    'falseNegativeRate',
  ],
} as const satisfies Readonly<Record<string, readonly (keyof GroupRates)[]>>

export type Parity = keyof typeof parities

/** True where all its rates are within the tolerance; those that can't be told are left out, if others can. */
export function holdsParity(
  parity: Parity,
  group: GroupRates,
  reference: GroupRates,
  tolerance: number,
): boolean | undefined {
  const found = parities[parity]
    .map((rate) => isFair(disparityTo(group[rate], reference[rate]), tolerance))
    .filter((held) => held !== undefined)
  return found.length === 0 ? undefined : found.every(Boolean)
}
