export interface PooledRanks {
  readonly first: Float64Array
  readonly second: Float64Array
  /** Σ (t³ − t) over groups of t equal values. */
  readonly ties: number
}

/** The ranks, from 1 on, of two sorted samples among both together; equals share the mean of theirs. */
export function pooledRanks(first: Float64Array, second: Float64Array): PooledRanks {
  const ranks = {
    first: new Float64Array(first.length),
    second: new Float64Array(second.length),
  }
  let [i, j, ties] = [0, 0, 0]
  while (i < first.length || j < second.length) {
    const value = Math.min(first[i] ?? Infinity, second[j] ?? Infinity)
    const [fromFirst, fromSecond] = [i, j]
    while (i < first.length && first[i] === value) i += 1
    while (j < second.length && second[j] === value) j += 1
    const rank = (fromFirst + fromSecond + 1 + i + j) / 2
    ranks.first.fill(rank, fromFirst, i)
    ranks.second.fill(rank, fromSecond, j)
    const equal = i + j - fromFirst - fromSecond
    ties += equal ** 3 - equal
  }
  return { ...ranks, ties }
}
