import { mersenneTwister, totalVariation } from '../../../learn/index.ts'

const permutations = 1000

/**
 * The share of partings by chance with a total variation of at least the one found, with NumPy's stream from
 * seed 0 as Evidently draws them; so the order of rows matters. Takes time in proportion to a thousand times
 * the rows.
 */
export function permuteTotalVariation<Value>(
  reference: readonly Value[],
  current: readonly Value[],
): number {
  const values = [...reference, ...current]
  const places = new Map([...new Set(values)].map((value, place) => [value, place]))
  const rows = Uint32Array.from(values, (value) => places.get(value) ?? 0)
  const all = countPlaces(rows, places.size)
  const [n, m] = [reference.length, current.length]
  const distance = (first: Float64Array) =>
    totalVariation(
      first.map((count) => count / n),
      first.map((count, at) => ((all[at] ?? 0) - count) / m),
    )
  const found = distance(countPlaces(rows.subarray(0, n), places.size))
  const random = mersenneTwister(0)
  let asFar = 0
  for (let turn = 0; turn < permutations; turn += 1) {
    const drawn = random.permutation(rows.length).subarray(0, n)
    const counts = countPlaces(
      drawn.map((row) => rows[row] ?? 0),
      places.size,
    )
    if (distance(counts) >= found) asFar += 1
  }
  return asFar / permutations
}

function countPlaces(places: Uint32Array, size: number): Float64Array {
  const counts = new Float64Array(size)
  for (const place of places) counts[place] = (counts[place] ?? 0) + 1
  return counts
}
