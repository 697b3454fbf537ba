/** A stream of random numbers that is the same for the same seed, on every machine. */
export interface Random {
  /** Uniform in [0, 1), with 53 random bits. */
  next(): number
  /** A whole number in [0, bound). */
  below(bound: number): number
  /** Normal with mean 0 and deviation 1. */
  normal(): number
  /** One of `values`, each as likely as the other. */
  pick<Value>(values: readonly Value[]): Value
  /** A stream of its own, set apart by `name`: what it is asked for does not change this one. */
  fork(name: string): Random
}

/** xoshiro128** of Blackman & Vigna (https://prng.di.unimi.it), seeded through a 32-bit mix of `seed`. */
export function seededRandom(seed: number | string): Random {
  let [a, b, c, d] = mixSeed(String(seed))

  function bits(): number {
    const result = Math.imul(rotate(Math.imul(b, 5), 7), 9) >>> 0
    const shifted = b << 9
    c ^= a
    d ^= b
    b ^= c
    a ^= d
    c ^= shifted
    d = rotate(d, 11)
    return result
  }

  const random: Random = {
    next: () => ((bits() >>> 5) * 67_108_864 + (bits() >>> 6)) / 9_007_199_254_740_992,
    below: (bound) => Math.floor(random.next() * bound),
    // Box–Muller; 1 − u keeps the logarithm away from zero.
    normal: () =>
      Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next()),
    pick: (values) => {
      const value = values[random.below(values.length)]
      if (value === undefined) throw new RangeError('pick needs at least one value')
      return value
    },
    fork: (name) => seededRandom(`${seed}/${name}`),
  }
  return random
}

function rotate(value: number, by: number): number {
  return (value << by) | (value >>> (32 - by))
}

/** FNV-1a over the text, then four rounds of the murmur finalizer. */
function mixSeed(seed: string): [number, number, number, number] {
  let hash = 0x811c9dc5
  for (let index = 0; index < seed.length; index += 1) {
    hash = Math.imul(hash ^ seed.charCodeAt(index), 0x01000193)
  }
  const word = (): number => {
    hash = (hash + 0x9e3779b9) | 0
    let mixed = hash ^ (hash >>> 16)
    mixed = Math.imul(mixed, 0x85ebca6b)
    mixed ^= mixed >>> 13
    mixed = Math.imul(mixed, 0xc2b2ae35)
    return (mixed ^ (mixed >>> 16)) >>> 0
  }
  return [word(), word(), word(), word()]
}
