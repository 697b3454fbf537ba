/** How a group is treated by a yes or no: counts and shares, by Aequitas' names in words. */
export interface GroupRates {
  readonly truePositive: number
  readonly falsePositive: number
  readonly trueNegative: number
  readonly falseNegative: number
  readonly rowCount: number
  readonly accuracy: number
  readonly truePositiveRate: number
  readonly trueNegativeRate: number
  readonly falsePositiveRate: number
  readonly falseNegativeRate: number
  readonly precision: number
  readonly falseDiscoveryRate: number
  readonly falseOmissionRate: number
  readonly negativePredictiveValue: number
  /** Of all rows that are said yes to, whatever their group, the share that are of this one. */
  readonly shareOfSelected: number
  /** Of its rows, the share that are said yes to. */
  readonly selectionRate: number
  /** Of its rows, the share that are a yes. */
  readonly prevalence: number
}

export interface Judged {
  /** 0 or 1. */
  readonly truth: ArrayLike<number>
  /** 0 or 1. */
  readonly said: ArrayLike<number>
  /** What each row counts; 1 when left out. */
  readonly weights?: ArrayLike<number>
}

/** The rates of some rows; NaN where there is nothing to be a share of. */
export function groupRates(
  { truth, said, weights }: Judged,
  rows: Iterable<number>,
  selectedInAll: number,
): GroupRates {
  const counts = new Float64Array(4)
  for (const row of rows) {
    const place = 2 * (truth[row] ?? 0) + (said[row] ?? 0)
    counts[place] = (counts[place] ?? 0) + (weights?.[row] ?? 1)
  }
  return ratesOf(counts, selectedInAll)
}

/** By how many rows are neither so nor said, said only, so only, and both. */
export function ratesOf(counts: Float64Array, selectedInAll: number): GroupRates {
  const [trueNegative = 0, falsePositive = 0, falseNegative = 0, truePositive = 0] = counts
  const [yes, no] = [truePositive + falseNegative, trueNegative + falsePositive]
  const [selected, left] = [truePositive + falsePositive, trueNegative + falseNegative]
  const rowCount = yes + no
  return {
    truePositive,
    falsePositive,
    trueNegative,
    falseNegative,
    rowCount,
    accuracy: (truePositive + trueNegative) / rowCount,
    truePositiveRate: truePositive / yes,
    trueNegativeRate: trueNegative / no,
    falsePositiveRate: falsePositive / no,
    falseNegativeRate: falseNegative / yes,
    precision: truePositive / selected,
    falseDiscoveryRate: falsePositive / selected,
    falseOmissionRate: falseNegative / left,
    negativePredictiveValue: trueNegative / left,
    shareOfSelected: selected / selectedInAll,
    selectionRate: selected / rowCount,
    prevalence: yes / rowCount,
  }
}

/** The rates of each group, in the order of their names. */
export function ratesByGroup(
  judged: Judged,
  groups: ArrayLike<unknown>,
): ReadonlyMap<string, GroupRates> {
  const rows = Map.groupBy(Array.from(groups).keys(), (row) => String(groups[row]))
  const selected = Array.from(judged.said).reduce(
    (sum: number, own, row) => sum + own * (judged.weights?.[row] ?? 1),
    0,
  )
  return new Map(
    [...rows]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([group, own]) => [group, groupRates(judged, own, selected)]),
  )
}
