const cellCount = 720
const cellDegrees = 360 / cellCount

/**
 * Turns normal deviates into directions of a von Mises distribution around `centre` degrees: equal
 * quantiles correspond, so a series that persists gives directions that persist.
 */
export function vonMises(centre: number, concentration: number): (deviate: number) => number {
  const cumulative = cumulativeOf(concentration)
  return (deviate) => {
    const share = normalCumulative(deviate)
    const cell = firstAtLeast(cumulative, share)
    const below = cell === 0 ? 0 : (cumulative[cell - 1] ?? 0)
    const width = (cumulative[cell] ?? 1) - below
    const within = width > 0 ? (share - below) / width : 0.5
    const direction = centre - 180 + (cell + within) * cellDegrees
    return (direction + 360) % 360
  }
}

function cumulativeOf(concentration: number): Float64Array {
  const cumulative = new Float64Array(cellCount)
  let total = 0
  for (let cell = 0; cell < cellCount; cell += 1) {
    const angle = (((cell + 0.5) * cellDegrees - 180) * Math.PI) / 180
    total += Math.exp(concentration * (Math.cos(angle) - 1))
    cumulative[cell] = total
  }
  return cumulative.map((value) => value / total)
}

function firstAtLeast(sorted: Float64Array, value: number): number {
  let low = 0
  let high = sorted.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle] ?? 1) < value) low = middle + 1
    else high = middle
  }
  return low
}

/** Abramowitz and Stegun 26.2.17: off by less than 1e-7. */
function normalCumulative(deviate: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(deviate))
  const polynomial =
    t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))))
  const tail = polynomial * Math.exp((-deviate * deviate) / 2) * 0.3989422804014327
  return deviate > 0 ? 1 - tail : tail
}
