/** The nearest points that were found, nearest first; of equally near ones the first row. */
export interface Nearest {
  /** Squares of distances. */
  readonly distances: Float64Array
  readonly rows: Int32Array
}

export interface KdTree {
  /** Writes the nearest of the point that starts at `at`. */
  find(points: Float64Array, at: number, nearest: Nearest): void
}

const leafSize = 16

/**
 * Bentley's k-d tree, split in the middle of the dimension that spreads most. The result is exact: a half is
 * left out only if it is farther than the last of the nearest, by the distance of Arya & Mount (1993), which
 * a step down changes in one dimension.
 */
export function buildKdTree(points: Float64Array, width: number): KdTree {
  const count = width === 0 ? 0 : points.length / width
  const order = Int32Array.from({ length: count }, (_, row) => row)
  const nodes: TreeNode[] = []
  const root = addNode({ points, width, order, nodes }, 0, count)
  const sorted = new Float64Array(points.length)
  for (let place = 0; place < count; place += 1) {
    const row = order[place] ?? 0
    sorted.set(points.subarray(row * width, (row + 1) * width), place * width)
  }
  return searchOf({ sorted, order, width, nodes, root })
}

interface TreeNode {
  readonly start: number
  readonly end: number
  /** −1 for a leaf. */
  readonly dimension: number
  /** The most of the left half, the least of the right. */
  readonly low: number
  readonly high: number
  readonly left: number
  readonly right: number
}

interface Building {
  readonly points: Float64Array
  readonly width: number
  readonly order: Int32Array
  readonly nodes: TreeNode[]
}

function addNode(building: Building, start: number, end: number): number {
  const { nodes, order, points, width } = building
  const place = nodes.length
  const dimension = end - start <= leafSize ? -1 : widest(building, start, end)
  const leaf = { start, end, dimension: -1, low: 0, high: 0, left: -1, right: -1 }
  nodes.push(leaf)
  if (dimension < 0) return place
  const own = order.subarray(start, end)
  const valueOf = (row: number) => points[row * width + dimension] ?? 0
  own.sort((a, b) => valueOf(a) - valueOf(b) || a - b)
  const middle = (start + end) >> 1
  nodes[place] = {
    ...leaf,
    dimension,
    low: valueOf(order[middle - 1] ?? 0),
    high: valueOf(order[middle] ?? 0),
    left: addNode(building, start, middle),
    right: addNode(building, middle, end),
  }
  return place
}

/** −1 where all points are the same. */
function widest({ points, width, order }: Building, start: number, end: number): number {
  let best = -1
  let most = 0
  for (let dimension = 0; dimension < width; dimension += 1) {
    let low = Number.POSITIVE_INFINITY
    let high = Number.NEGATIVE_INFINITY
    for (let place = start; place < end; place += 1) {
      const value = points[(order[place] ?? 0) * width + dimension] ?? 0
      if (value < low) low = value
      if (value > high) high = value
    }
    if (high - low > most) {
      most = high - low
      best = dimension
    }
  }
  return best
}

interface Searched {
  readonly sorted: Float64Array
  readonly order: Int32Array
  readonly width: number
  readonly nodes: readonly TreeNode[]
  readonly root: number
}

/** What rounding may take from a distance that is summed in another order. */
const slack = 1 - 1e-12

function searchOf({ sorted, order, width, nodes, root }: Searched): KdTree {
  const starts = Int32Array.from(nodes, ({ start }) => start)
  const ends = Int32Array.from(nodes, ({ end }) => end)
  const dimensions = Int32Array.from(nodes, ({ dimension }) => dimension)
  const lows = Float64Array.from(nodes, ({ low }) => low)
  const highs = Float64Array.from(nodes, ({ high }) => high)
  const lefts = Int32Array.from(nodes, ({ left }) => left)
  const rights = Int32Array.from(nodes, ({ right }) => right)
  const offsets = new Float64Array(width)
  let query = sorted
  let base = 0
  let distances = new Float64Array(0)
  let rows = new Int32Array(0)
  let last = 0

  function put(distance: number, row: number): void {
    let place = last
    while (place > 0) {
      const before = distances[place - 1] ?? 0
      if (before < distance || (before === distance && (rows[place - 1] ?? 0) < row)) break
      distances[place] = before
      rows[place] = rows[place - 1] ?? 0
      place -= 1
    }
    distances[place] = distance
    rows[place] = row
  }

  function look(start: number, end: number): void {
    for (let place = start; place < end; place += 1) {
      const from = place * width
      const worst = distances[last] ?? 0
      let distance = 0
      for (let at = 0; at < width; at += 1) {
        const apart = (query[base + at] ?? 0) - (sorted[from + at] ?? 0)
        distance += apart * apart
      }
      if (distance > worst) continue
      const row = order[place] ?? 0
      if (distance < worst || row < (rows[last] ?? 0)) put(distance, row)
    }
  }

  function visit(node: number, least: number): void {
    const dimension = dimensions[node] ?? -1
    if (dimension < 0) {
      look(starts[node] ?? 0, ends[node] ?? 0)
      return
    }
    const value = query[base + dimension] ?? 0
    const low = lows[node] ?? 0
    const high = highs[node] ?? 0
    const isLeft = value + value < low + high
    visit((isLeft ? lefts[node] : rights[node]) ?? 0, least)
    const before = offsets[dimension] ?? 0
    const after = isLeft ? Math.max(0, high - value) : Math.max(0, value - low)
    const farther = after > before ? after : before
    const distance = least - before * before + farther * farther
    if (distance * slack > (distances[last] ?? 0)) return
    offsets[dimension] = farther
    visit((isLeft ? rights[node] : lefts[node]) ?? 0, distance)
    offsets[dimension] = before
  }

  return {
    find(points, at, nearest) {
      query = points
      base = at
      distances = nearest.distances as Float64Array<ArrayBuffer>
      rows = nearest.rows as Int32Array<ArrayBuffer>
      last = distances.length - 1
      distances.fill(Number.POSITIVE_INFINITY)
      rows.fill(order.length)
      visit(root, 0)
    },
  }
}
