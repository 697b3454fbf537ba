/** Of the centres, which stand one after the other, the one nearest to the row at `at`; of equally near ones the first. */
export function nearestCentre(
  centres: Float64Array,
  width: number,
  rows: Float64Array,
  at: number,
): number {
  let best = 0
  let least = Number.POSITIVE_INFINITY
  for (let start = 0, place = 0; start < centres.length; start += width, place += 1) {
    let square = 0
    for (let own = 0; own < width; own += 1) {
      const apart = (rows[at + own] ?? 0) - (centres[start + own] ?? 0)
      square += apart * apart
    }
    if (square < least) {
      least = square
      best = place
    }
  }
  return best
}
