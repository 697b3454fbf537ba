import { mersenneTwister, type MersenneTwister } from '../../learn/index.ts'

export interface RowSplit {
  readonly train: Uint32Array
  readonly test: Uint32Array
}

/**
 * Parts rows several times, a tenth held back each time, with both labels in their shares: the same rows as
 * scikit-learn's `StratifiedShuffleSplit(test_size=0.1, random_state=seed)`.
 */
export function* stratifiedSplits(
  labels: Float64Array,
  splitCount: number,
  seed: number,
): Generator<RowSplit> {
  const random = mersenneTwister(seed)
  const testCount = Math.ceil(labels.length * 0.1)
  const classes = [0, 1].map((label) =>
    Uint32Array.from(labels.keys()).filter((row) => labels[row] === label),
  )
  const counts = classes.map((rows) => rows.length)
  for (let split = 0; split < splitCount; split += 1) {
    const toTrain = spread(counts, labels.length - testCount, random)
    const left = counts.map((count, at) => count - (toTrain[at] ?? 0))
    const toTest = spread(left, testCount, random)
    const [train, test]: [number[], number[]] = [[], []]
    for (const [at, rows] of classes.entries()) {
      const order = random.permutation(rows.length)
      const end = toTrain[at] ?? 0
      for (const place of order.subarray(0, end)) train.push(rows[place] ?? 0)
      for (const place of order.subarray(end, end + (toTest[at] ?? 0))) test.push(rows[place] ?? 0)
    }
    yield {
      train: random.permutation(train.length).map((place) => train[place] ?? 0),
      test: random.permutation(test.length).map((place) => test[place] ?? 0),
    }
  }
}

/** So many draws over the classes in their shares; what rounding leaves goes to the largest remainders. */
function spread(counts: readonly number[], draws: number, random: MersenneTwister): number[] {
  const total = counts.reduce((sum, count) => sum + count, 0)
  const wanted = counts.map((count) => (count / total) * draws)
  const found = wanted.map(Math.floor)
  let left = draws - found.reduce((sum, count) => sum + count, 0)
  const remainders = wanted.map((value, at) => value - (found[at] ?? 0))
  for (const remainder of [...new Set(remainders)].toSorted((a, b) => b - a)) {
    if (left <= 0) break
    const places = [...remainders.keys()].filter((at) => remainders[at] === remainder)
    const now = Math.min(places.length, left)
    for (const chosen of random.permutation(places.length).subarray(0, now)) {
      const place = places[chosen] ?? 0
      found[place] = (found[place] ?? 0) + 1
    }
    left -= now
  }
  return found
}
