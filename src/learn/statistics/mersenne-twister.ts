export interface MersenneTwister {
  /** 32 random bits. */
  bits(): number
  /** Uniform in [0, 1), with 53 random bits, as NumPy's `rand`. */
  next(): number
  /** A whole number of 0 to `most`, at most 32 bits, as NumPy's `randint(most + 1)`. */
  atMost(most: number): number
  /** The whole numbers below `count` in an order of chance, as NumPy's `permutation`. */
  permutation(count: number): Uint32Array
}

const size = 624
const middle = 397

/**
 * The stream of NumPy's `RandomState(seed)` (MT19937 of Matsumoto and Nishimura), for what must come out as
 * it does there. For all else there is `seededRandom`.
 */
export function mersenneTwister(seed: number): MersenneTwister {
  const state = new Uint32Array(size)
  state[0] = seed
  for (let at = 1; at < size; at += 1) {
    const before = state[at - 1] ?? 0
    state[at] = Math.imul(1_812_433_253, before ^ (before >>> 30)) + at
  }
  let place = size

  function bits(): number {
    if (place === size) {
      renew(state)
      place = 0
    }
    let value = state[place] ?? 0
    place += 1
    value ^= value >>> 11
    value ^= (value << 7) & 0x9d2c5680
    value ^= (value << 15) & 0xefc60000
    return (value ^ (value >>> 18)) >>> 0
  }

  /** At most `most`: bits under the smallest mask that holds it, drawn again while they are above. */
  function atMost(most: number): number {
    const mask = 2 ** (32 - Math.clz32(most)) - 1
    for (;;) {
      const value = (bits() & mask) >>> 0
      if (value <= most) return value
    }
  }

  return {
    bits,
    atMost,
    next: () => ((bits() >>> 5) * 67_108_864 + (bits() >>> 6)) / 9_007_199_254_740_992,
    permutation(count) {
      const order = Uint32Array.from({ length: count }, (_, at) => at)
      for (let at = count - 1; at > 0; at -= 1) {
        const other = atMost(at)
        const held = order[at] ?? 0
        order[at] = order[other] ?? 0
        order[other] = held
      }
      return order
    },
  }
}

function renew(state: Uint32Array): void {
  for (let at = 0; at < size; at += 1) {
    const joined = ((state[at] ?? 0) & 0x80000000) | ((state[(at + 1) % size] ?? 0) & 0x7fffffff)
    const twisted = (joined >>> 1) ^ ((joined & 1) === 0 ? 0 : 0x9908b0df)
    state[at] = (state[(at + middle) % size] ?? 0) ^ twisted
  }
}
