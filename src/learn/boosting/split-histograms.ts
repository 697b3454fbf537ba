import { addressOfBins, featuresOfWord } from './bin-matrix.ts'
import { leastScore, isPlain, type Bounds } from './find-split.ts'
import type { Growth } from './growth.ts'
import type { Histogram, Sums } from './histogram.ts'
import { rowsFetched, slotsOfFeature } from './kernels/count-bins.ts'
import { cutBytes, rulePlaces, sumPlaces } from './kernels/scan-bins.ts'
import { toWords, type SplitTask } from './kernels/split-leaf.ts'
import { rowsOfTask, runTasks } from './workshop.ts'

/** A side of a split: what is searched for its best cut, if its sums are there. */
export interface Side {
  readonly histogram: Histogram
  readonly searched?: { readonly sums: Sums; readonly bounds: Bounds }
}

/**
 * Counts the rows from `start` to `end` into the histogram of the small side; that of the large one, which
 * holds both, keeps what is left. Where the rules are plain, `workshop.cuts` has the best cuts then.
 */
export function splitHistograms(
  growth: Growth,
  start: number,
  end: number,
  small: Side,
  large: Side | undefined,
): void {
  const { workshop, packed } = growth
  writeRules(growth)
  const isSearched = [writeSums(growth, 0, small), writeSums(growth, 1, large)]
  const { sums, cuts, rules, rows, fetched } = workshop
  const slotBytes = packed.isPair ? 16 : 8
  const counted = orderRows(growth, start, end)
  const tasks = partsOf(growth).map(({ feature, width }): SplitTask => {
    const offset = feature * slotsOfFeature * slotBytes
    const ofSide = (side: 0 | 1) => (isSearched[side] === true ? sums[side].address : 0)
    const features = Math.min(width, growth.matrix.features.length - feature)
    return {
      small: small.histogram.address + offset,
      large: large === undefined ? 0 : large.histogram.address + offset,
      bins: addressOfBins(growth.matrix, feature),
      rows: rows.address + 4 * start,
      end: rows.address + 4 * end,
      counted,
      width,
      features: Math.max(0, features),
      missingBins: growth.matrix.missingBins.address + 4 * feature,
      rules: rules.address,
      smallSums: ofSide(0),
      largeSums: ofSide(1),
      smallCuts: cuts[0].address + feature * cutBytes,
      largeCuts: cuts[1].address + feature * cutBytes,
      fetched: fetched.address + feature * rowsFetched * 2,
    }
  })
  const isSmall = (end - start) * growth.chosen.length < fewCounts
  runTasks(workshop, packed.isPair ? 'splitPairs' : 'splitNumbers', tasks.map(toWords), isSmall)
}

/** The address of what the rows count, one after the other. */
function orderRows({ workshop, packed, matrix }: Growth, start: number, end: number): number {
  const { rows, ordered } = workshop
  // All rows, in their own order, are packed so already.
  if (end - start === matrix.rowCount) return workshop.packed.address
  const slotBytes = packed.isPair ? 16 : 8
  const size = workshop.threads === 1 ? end - start : rowsOfTask
  const tasks: number[][] = []
  for (let from = start; from < end; from += size) {
    const to = Math.min(end, from + size)
    const target = ordered.address + (from - start) * slotBytes
    tasks.push([rows.address + 4 * from, rows.address + 4 * to, workshop.packed.address, target])
  }
  runTasks(workshop, packed.isPair ? 'orderPairs' : 'orderNumbers', tasks)
  return ordered.address
}

/** Takes one thread as long as to call another. */
const fewCounts = 10_000

/** The words that hold chosen features. What doesn't come out even by threads is halved. */
function partsOf({ chosen, workshop }: Growth) {
  const words = [...new Set(chosen.map((feature) => Math.floor(feature / featuresOfWord)))]
  const whole = words.length - (words.length % workshop.threads)
  return words.flatMap((word, place) => {
    const feature = word * featuresOfWord
    if (place < whole) return [{ feature, width: 4 }]
    return [
      { feature, width: 2 },
      { feature: feature + 2, width: 2 },
    ]
  })
}

function writeRules({ workshop, packed, rules }: Growth): void {
  const { values } = workshop.rules
  values[rulePlaces.one / 8] = packed.one
  values[rulePlaces.unit / 8] = packed.unit
  values[rulePlaces.weightUnit / 8] = packed.weightUnit
  values[rulePlaces.l2 / 8] = rules.l2
  values[rulePlaces.minLeafRows / 8] = rules.minLeafRows
  values[rulePlaces.minLeafWeight / 8] = rules.minLeafWeight
}

/** False where kernels don't search the side. */
function writeSums({ workshop, rules }: Growth, place: 0 | 1, side: Side | undefined): boolean {
  const searched = side?.searched
  if (searched === undefined || !isPlain(rules)) return false
  const { sums, bounds } = searched
  const { values } = workshop.sums[place]
  values[sumPlaces.count / 8] = sums.count
  values[sumPlaces.gradient / 8] = sums.gradient
  values[sumPlaces.weight / 8] = sums.weight
  values[sumPlaces.least / 8] = leastScore(rules, bounds, sums)
  return true
}
