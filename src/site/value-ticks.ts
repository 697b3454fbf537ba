/**
 * Round values (1, 2 or 5 times a power of ten apart) that reach from zero, or from below the lowest
 * value where that is negative, to at least the highest: about `count` of them.
 */
export function valueTicks(values: readonly number[], count: number): readonly number[] {
  const low = Math.min(0, ...values)
  const high = Math.max(...values, low)
  if (high === low) return [low, low + 1]
  const step = roundStep((high - low) / count)
  const first = Math.floor(low / step)
  const last = Math.ceil(high / step)
  return Array.from({ length: last - first + 1 }, (_, i) => tidy((first + i) * step))
}

/** The smallest of 1, 2, 5 times a power of ten that is not below `size`. */
export function roundStep(size: number): number {
  const power = 10 ** Math.floor(Math.log10(size))
  const factor = [1, 2, 5, 10].find((candidate) => candidate * power >= size * 0.9999) ?? 10
  return tidy(factor * power)
}

/** Takes away what binary fractions leave behind: 0.30000000000000004. */
function tidy(value: number): number {
  return Number(value.toPrecision(12))
}
