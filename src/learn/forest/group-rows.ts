import { missingKey, type ForestColumn } from './forest-columns.ts'

/** The rows of a node, gathered: what each weighs, and its target times that. */
export interface NodeRows {
  readonly rows: Uint32Array
  readonly weights: Float64Array
  readonly products: Float64Array
  readonly weight: number
  readonly sum: number
}

/** Rows of a node that have the same value, or bin, in the order of values; last those where it is missing. */
export interface Groups {
  /** Of known values. */
  count: number
  hasMissing: boolean
  /** Whether keys are numbers of bins, and not of values. */
  isBinned: boolean
  /** Whether groups are of categories, in the order in which they are parted best. */
  isParted: boolean
  readonly keys: Uint32Array
  readonly rowCounts: Uint32Array
  readonly weights: Float64Array
  readonly sums: Float64Array
  readonly packed: Float64Array
}

export function openGroups(rowCount: number): Groups {
  const size = Math.max(rowCount, 256) + 1
  return {
    count: 0,
    hasMissing: false,
    isBinned: false,
    isParted: false,
    keys: new Uint32Array(size),
    rowCounts: new Uint32Array(size),
    weights: new Float64Array(size),
    sums: new Float64Array(size),
    packed: new Float64Array(size),
  }
}

/** So many rows are sorted as fast as they are counted by bin. */
const fewRows = 128

/** A node of fewer bins is looked at value by value: nothing else tells its rows apart. */
const fewBins = 16

export function groupRows(groups: Groups, column: ForestColumn, node: NodeRows): void {
  const { length } = node.rows
  groups.isParted = partsCategories(column)
  if (groups.isParted) {
    groupByBin(groups, column, node)
    return
  }
  if (length <= fewRows) {
    groupByValue(groups, column, node)
    return
  }
  groupByBin(groups, column, node)
  if (groups.count < fewBins && !column.isExact && length < placesOfKey) {
    groupByValue(groups, column, node)
  }
}

/** Of more categories than there are bins, places are in the order of their mean target: thresholds part them. */
export function partsCategories({ categoryCount }: ForestColumn): boolean {
  return categoryCount !== undefined && categoryCount <= mostParted
}

const mostParted = 255

/** Puts known groups into the order of what `slopeOf` says of each. */
export function orderGroups(groups: Groups, slopeOf: (group: number) => number): void {
  const { count, keys, rowCounts, weights, sums } = groups
  const slopes = Float64Array.from({ length: count }, (_, group) => slopeOf(group))
  const order = Array.from({ length: count }, (_, group) => group).toSorted(
    (a, b) => (slopes[a] ?? 0) - (slopes[b] ?? 0) || a - b,
  )
  for (const column of [keys, rowCounts, weights, sums]) {
    const own = order.map((group) => column[group] ?? 0)
    column.set(own)
  }
}

function groupByBin(groups: Groups, { bins, missingBin }: ForestColumn, node: NodeRows): void {
  const { keys, rowCounts, weights, sums } = groups
  const { rows, weights: ownWeights, products } = node
  rowCounts.fill(0, 0, missingBin + 1)
  weights.fill(0, 0, missingBin + 1)
  sums.fill(0, 0, missingBin + 1)
  for (let place = 0; place < rows.length; place += 1) {
    const bin = bins[rows[place] ?? 0] ?? 0
    rowCounts[bin] = (rowCounts[bin] ?? 0) + 1
    weights[bin] = (weights[bin] ?? 0) + (ownWeights[place] ?? 0)
    sums[bin] = (sums[bin] ?? 0) + (products[place] ?? 0)
  }
  groups.isBinned = true
  groups.hasMissing = (rowCounts[missingBin] ?? 0) > 0
  let count = 0
  for (let bin = 0; bin <= missingBin; bin += 1) {
    if (rowCounts[bin] === 0) continue
    keys[count] = bin
    rowCounts[count] = rowCounts[bin] ?? 0
    weights[count] = weights[bin] ?? 0
    sums[count] = sums[bin] ?? 0
    count += 1
  }
  groups.count = groups.hasMissing ? count - 1 : count
}

/** A key of 32 bits and a place below this fit into a number of 53 bits. */
export const placesOfKey = 2 ** 21

function groupByValue(groups: Groups, { keys: ownKeys }: ForestColumn, node: NodeRows): void {
  const { keys, rowCounts, weights, sums, packed } = groups
  const { rows, weights: ownWeights, products } = node
  for (let place = 0; place < rows.length; place += 1) {
    packed[place] = (ownKeys[rows[place] ?? 0] ?? 0) * placesOfKey + place
  }
  sortPacked(packed, rows.length)
  let last = -1
  let group = -1
  for (let at = 0; at < rows.length; at += 1) {
    const found = packed[at] ?? 0
    const key = Math.floor(found / placesOfKey)
    const place = found - key * placesOfKey
    if (key !== last) {
      group += 1
      keys[group] = key
      rowCounts[group] = 0
      weights[group] = 0
      sums[group] = 0
      last = key
    }
    rowCounts[group] = (rowCounts[group] ?? 0) + 1
    weights[group] = (weights[group] ?? 0) + (ownWeights[place] ?? 0)
    sums[group] = (sums[group] ?? 0) + (products[place] ?? 0)
  }
  groups.isBinned = false
  groups.hasMissing = last === missingKey
  groups.count = groups.hasMissing ? group : group + 1
}

function sortPacked(packed: Float64Array, count: number): void {
  if (count > 40) {
    packed.subarray(0, count).sort()
    return
  }
  for (let at = 1; at < count; at += 1) {
    const moved = packed[at] ?? 0
    let place = at - 1
    while (place >= 0 && (packed[place] ?? 0) > moved) {
      packed[place + 1] = packed[place] ?? 0
      place -= 1
    }
    packed[place + 1] = moved
  }
}
