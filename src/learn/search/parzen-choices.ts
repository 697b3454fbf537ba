import { drawPlace, type ParzenDensity } from './parzen-numbers.ts'

/** How likely each of `count` choices is, by those that were seen, each with its weight, and a flat prior. */
export function parzenChoices(
  count: number,
  seen: readonly number[],
  weights: readonly number[],
): ParzenDensity<number> {
  const kernelCount = seen.length + 1
  const each = 1 / kernelCount
  const chances = Array.from({ length: count }, () => 0)
  for (let kernel = 0; kernel < kernelCount; kernel += 1) {
    const whole = count * each + (kernel < seen.length ? 1 : 0)
    const weight = (weights[kernel] ?? 0) / whole
    for (let choice = 0; choice < count; choice += 1) {
      const own = each + (seen[kernel] === choice ? 1 : 0)
      chances[choice] = (chances[choice] ?? 0) + weight * own
    }
  }
  return {
    draw: (random) => drawPlace(chances, random),
    logDensity: (choice) => Math.log(chances[choice] ?? 0),
  }
}
