/** The categories of a column's rows by number; −1 where a row has no value. */
export interface Codes {
  readonly codes: Int16Array
  readonly count: number
}

const mostOwnValues = 10

/** Each value as a category. */
export function codesOfValues(values: readonly unknown[]): Codes {
  const places = new Map<unknown, number>()
  const codes = Int16Array.from(values, (value) => {
    if (value === undefined) return -1
    const place = places.get(value) ?? places.size
    places.set(value, place)
    return place
  })
  return { codes, count: places.size }
}

/**
 * Numbers of at most ten different values as they are; others by the tenth they lie in. `sorted` are the
 * rows that have a value, by value.
 */
export function codesOfNumbers(values: Float64Array, sorted: Uint32Array): Codes {
  const edges = ownValues(values, sorted) ?? tenthsOf(values, sorted)
  const codes = new Int16Array(values.length).fill(-1)
  let code = 0
  for (const row of sorted) {
    const value = values[row] ?? 0
    while (code < edges.length && (edges[code] ?? 0) < value) code += 1
    codes[row] = code
  }
  return { codes, count: edges.length + 1 }
}

function ownValues(values: Float64Array, sorted: Uint32Array): readonly number[] | undefined {
  const found: number[] = []
  for (const row of sorted) {
    const value = values[row] ?? 0
    if (value === found.at(-1)) continue
    if (found.length === mostOwnValues) return undefined
    found.push(value)
  }
  return found.slice(0, -1)
}

/** The different ones of the nine quantiles, in a straight line between neighbours. */
function tenthsOf(values: Float64Array, sorted: Uint32Array): readonly number[] {
  const valueAt = (at: number) => values[sorted[Math.min(at, sorted.length - 1)] ?? 0] ?? 0
  const edges = Array.from({ length: 9 }, (_, at) => {
    const place = ((at + 1) / 10) * (sorted.length - 1)
    const [low, high] = [valueAt(Math.floor(place)), valueAt(Math.floor(place) + 1)]
    return low + (high - low) * (place - Math.floor(place))
  })
  return [...new Set(edges)]
}

export interface Association {
  readonly cramersV: number
  readonly mutualInformation: number
  readonly sharedInformation: number
}

/** Of the rows that have both; undefined where fewer than three do, or one has a single category. */
export function associate(first: Codes, second: Codes): Association | undefined {
  const { counts, rows, columns, total } = countTogether(first, second)
  const [rowCount, columnCount] = [rows, columns].map((sums) => sums.filter((n) => n > 0).length)
  if (total < 3 || rowCount === undefined || columnCount === undefined) return undefined
  if (rowCount < 2 || columnCount < 2) return undefined
  let [squares, information] = [0, 0]
  for (const [row, rowSum] of rows.entries()) {
    for (const [column, columnSum] of columns.entries()) {
      const count = counts[row * second.count + column] ?? 0
      if (count === 0) continue
      squares += (count / rowSum) * (count / columnSum)
      information += (count / total) * Math.log((count / rowSum) * (total / columnSum))
    }
  }
  const mutualInformation = Math.max(0, information)
  const meanEntropy = (entropyOf(rows, total) + entropyOf(columns, total)) / 2
  return {
    cramersV: cramersVOf(squares - 1, { rowCount, columnCount, total }),
    mutualInformation,
    sharedInformation: Math.min(1, mutualInformation / meanEntropy),
  }
}

function countTogether(first: Codes, second: Codes) {
  const counts = new Float64Array(first.count * second.count)
  const [rows, columns] = [new Float64Array(first.count), new Float64Array(second.count)]
  let total = 0
  for (const [at, row] of first.codes.entries()) {
    const column = second.codes[at] ?? -1
    if (row < 0 || column < 0) continue
    const cell = row * second.count + column
    counts[cell] = (counts[cell] ?? 0) + 1
    rows[row] = (rows[row] ?? 0) + 1
    columns[column] = (columns[column] ?? 0) + 1
    total += 1
  }
  return { counts, rows, columns, total }
}

/** Bergsma's correction: https://doi.org/10.1016/j.jkss.2012.10.002. */
function cramersVOf(
  phiSquare: number,
  table: { readonly rowCount: number; readonly columnCount: number; readonly total: number },
): number {
  const { rowCount, columnCount, total } = table
  const byChance = ((rowCount - 1) * (columnCount - 1)) / (total - 1)
  const corrected = (count: number) => count - (count - 1) ** 2 / (total - 1)
  const most = Math.min(corrected(rowCount), corrected(columnCount)) - 1
  // Nearly as many categories as rows: chance alone explains all.
  if (most <= 0) return 0
  return Math.min(1, Math.sqrt(Math.max(0, phiSquare - byChance) / most))
}

function entropyOf(counts: Float64Array, total: number): number {
  return counts.reduce((sum, count) => {
    return count === 0 ? sum : sum - (count / total) * Math.log(count / total)
  }, 0)
}
