import { checkSetting, isWhole } from '../check-setting.ts'
import type { ChangeDetector } from './change-detector.ts'

/**
 * Adaptive windowing of Bifet and Gavaldà: keeps as long a window as its parts have one mean, in buckets
 * whose sizes double, so that it takes memory in proportion to the logarithm of its length.
 */
export interface Adwin {
  readonly kind: 'adwin'
  /** The chance of a false alarm that is allowed at each look. */
  readonly level: number
  /** It looks at each so many values. */
  readonly every: number
  /** Buckets of one size. */
  readonly buckets: number
  /** The shortest part that counts. */
  readonly leastPart: number
  /** A shorter window is not looked at. */
  readonly leastValues: number
}

export function adwin(options: Partial<Omit<Adwin, 'kind'>> = {}): Adwin {
  const spec: Adwin = {
    kind: 'adwin',
    level: 0.002,
    every: 32,
    buckets: 5,
    leastPart: 5,
    leastValues: 10,
    ...options,
  }
  checkSetting(spec, 'level', spec.level > 0 && spec.level < 1, 'between 0 and 1')
  for (const setting of ['every', 'buckets', 'leastPart', 'leastValues'] as const) {
    checkSetting(spec, setting, isWhole(spec[setting], 1, Infinity), 'a whole number from 1 on')
  }
  return spec
}

interface Bucket {
  readonly total: number
  /** The sum of squared distances from its mean. */
  readonly squares: number
}

export function detectAdwin(spec: Adwin): ChangeDetector {
  // Buckets of one value, of two, of four, …; the oldest of each size first.
  const sizes: Bucket[][] = [[]]
  let [count, width, total, squares] = [0, 0, 0, 0]

  function add(value: number): void {
    sizes[0]?.push({ total: value, squares: 0 })
    if (width > 0) squares += (width * (value - total / width) ** 2) / (width + 1)
    width += 1
    total += value
    mergeBuckets(sizes, spec.buckets)
  }

  function dropOldest(): void {
    const last = sizes.length - 1
    const size = 2 ** last
    const bucket = sizes[last]?.shift()
    if (bucket === undefined) return
    width -= size
    total -= bucket.total
    const apart = bucket.total / size - total / width
    squares -= bucket.squares + (size * width * apart * apart) / (size + width)
    if (sizes[last]?.length === 0) sizes.pop()
  }

  /** Whether the means before and after some place between two buckets differ too much. */
  function hasChanged(): boolean {
    let [before, sum] = [0, 0]
    for (const [power, buckets] of [...sizes.entries()].toReversed()) {
      for (const bucket of buckets) {
        before += 2 ** power
        sum += bucket.total
        const after = width - before
        if (before < spec.leastPart || after < spec.leastPart) continue
        const apart = Math.abs(sum / before - (total - sum) / after)
        if (apart > bound(before, after)) return true
      }
    }
    return false
  }

  function bound(before: number, after: number): number {
    const chance = Math.log((2 * Math.log(width)) / spec.level)
    const inverse = 1 / (before - spec.leastPart + 1) + 1 / (after - spec.leastPart + 1)
    const variance = squares / width
    return Math.sqrt(2 * inverse * variance * chance) + (2 / 3) * chance * inverse
  }

  return {
    update(value) {
      add(value)
      count += 1
      if (count % spec.every !== 0 || width <= spec.leastValues) return 'none'
      let sign: 'none' | 'change' = 'none'
      while (hasChanged()) {
        sign = 'change'
        dropOldest()
      }
      return sign
    },
  }
}

/** Of a size with more buckets than allowed the two oldest become one of the next. */
function mergeBuckets(sizes: Bucket[][], most: number): void {
  for (let power = 0; (sizes[power]?.length ?? 0) > most; power += 1) {
    const [first, second] = sizes[power]?.splice(0, 2) ?? []
    if (first === undefined || second === undefined) return
    const size = 2 ** power
    const apart = (first.total - second.total) / size
    const merged = {
      total: first.total + second.total,
      squares: first.squares + second.squares + (size * apart * apart) / 2,
    }
    const next = sizes[power + 1]
    if (next === undefined) sizes.push([merged])
    else next.push(merged)
  }
}
