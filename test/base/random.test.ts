import assert from 'node:assert/strict'
import { test } from 'node:test'
import { seededRandom, type Random } from '../../src/base/index.ts'

function take(count: number, draw: () => number): number[] {
  return Array.from({ length: count }, draw)
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

/** A naive xoshiro128** after https://prng.di.unimi.it/xoshiro128starstar.c, on whole numbers. */
function naiveStream(state: readonly [bigint, bigint, bigint, bigint]): () => bigint {
  let [s0, s1, s2, s3] = state
  const word = (value: bigint) => BigInt.asUintN(32, value)
  const rotate = (value: bigint, by: bigint) => word((value << by) | (value >> (32n - by)))
  return () => {
    const result = word(rotate(word(s1 * 5n), 7n) * 9n)
    const shifted = word(s1 << 9n)
    s2 ^= s0
    s3 ^= s1
    s1 ^= s2
    s0 ^= s3
    s2 ^= shifted
    s3 = rotate(s3, 11n)
    return result
  }
}

/** FNV-1a (http://www.isthe.com/chongo/tech/comp/fnv) and murmur3's finalizer, on whole numbers. */
function naiveSeed(seed: string): [bigint, bigint, bigint, bigint] {
  const word = (value: bigint) => BigInt.asUintN(32, value)
  let hash = 0x811c9dc5n
  for (const letter of seed) hash = word((hash ^ BigInt(letter.charCodeAt(0))) * 0x01000193n)
  const next = () => {
    hash = word(hash + 0x9e3779b9n)
    let mixed = hash ^ (hash >> 16n)
    mixed = word(mixed * 0x85ebca6bn)
    mixed ^= mixed >> 13n
    mixed = word(mixed * 0xc2b2ae35n)
    return mixed ^ (mixed >> 16n)
  }
  return [next(), next(), next(), next()]
}

test('the stream is xoshiro128**, two words a number', () => {
  const bits = naiveStream(naiveSeed('surf'))
  const naive = take(200, () => {
    const high = bits() >> 5n
    return Number(high * 67_108_864n + (bits() >> 6n)) / 2 ** 53
  })
  const random = seededRandom('surf')
  assert.deepEqual(take(200, random.next), naive)
})

test('the same seed gives the same stream, another seed another', () => {
  const draw = (random: Random) => [random.next(), random.below(1000), random.normal()]
  assert.deepEqual(draw(seededRandom(7)), draw(seededRandom(7)))
  assert.notDeepEqual(draw(seededRandom(7)), draw(seededRandom(8)))
})

test('uniform numbers lie in [0, 1) with mean 1/2 and variance 1/12', () => {
  const random = seededRandom('uniform')
  const values = take(100_000, random.next)
  assert.ok(values.every((value) => value >= 0 && value < 1))
  // Five standard errors of each: √(1/12 / n) and √(1/180 / n).
  assert.ok(Math.abs(mean(values) - 1 / 2) < 5 * Math.sqrt(1 / 12 / 100_000))
  const variance = mean(values.map((value) => (value - 1 / 2) ** 2))
  assert.ok(Math.abs(variance - 1 / 12) < 5 * Math.sqrt(1 / 180 / 100_000))
})

test('normal numbers have mean 0, variance 1, and 4.55 % lie beyond two deviations', () => {
  const random = seededRandom('normal')
  const values = take(100_000, random.normal)
  assert.ok(values.every(Number.isFinite))
  // Five standard errors of each: √(1/n), √(2/n), √(p (1 − p) / n).
  assert.ok(Math.abs(mean(values)) < 5 * Math.sqrt(1 / 100_000))
  assert.ok(Math.abs(mean(values.map((value) => value ** 2)) - 1) < 5 * Math.sqrt(2 / 100_000))
  const beyond = values.filter((value) => Math.abs(value) > 2).length / 100_000
  assert.ok(Math.abs(beyond - 0.0455) < 5 * Math.sqrt((0.0455 * 0.9545) / 100_000))
})

test('whole numbers below a bound come all, each as often as the other', () => {
  const random = seededRandom('below')
  const counts = new Map<number, number>()
  for (const value of take(60_000, () => random.below(6))) {
    counts.set(value, (counts.get(value) ?? 0) + 1)
  }
  assert.deepEqual(
    [...counts.keys()].toSorted((a, b) => a - b),
    [0, 1, 2, 3, 4, 5],
  )
  const chiSquared = [...counts.values()].reduce((sum, n) => sum + (n - 10_000) ** 2 / 10_000, 0)
  // The 99.9 % quantile of chi-squared with 5 degrees of freedom (any statistical table).
  assert.ok(chiSquared < 20.515)
})

test('a fork is a stream of its own: what either is asked for does not change the other', () => {
  const quiet = seededRandom('trees')
  const busy = seededRandom('trees')
  const early = quiet.fork('rows')
  take(50, busy.next)
  const late = busy.fork('rows')
  assert.deepEqual(take(20, early.next), take(20, late.next))

  const untouched = seededRandom('trees')
  const forked = seededRandom('trees')
  take(50, forked.fork('rows').next)
  assert.deepEqual(take(20, untouched.next), take(20, forked.next))
})

test('forks of different names, and a fork and its origin, are not alike', () => {
  const origin = seededRandom('trees')
  const streams = [origin.fork('rows'), origin.fork('columns'), origin.fork('rows').fork('rows')]
  const drawn = [origin, ...streams].map((random) => take(2000, random.next))
  for (const [at, one] of drawn.entries()) {
    for (const other of drawn.slice(at + 1)) {
      const products = one.map((value, place) => (value - 0.5) * ((other[place] ?? 0) - 0.5) * 12)
      // The correlation of independent streams has a standard error of √(1/n).
      assert.ok(Math.abs(mean(products)) < 5 * Math.sqrt(1 / 2000))
    }
  }
})

test('pick takes one of the values, and refuses to pick from none', () => {
  const random = seededRandom('pick')
  const picked = new Set(take(100, () => random.pick([3, 5, 8])))
  assert.deepEqual(
    [...picked].toSorted((a, b) => a - b),
    [3, 5, 8],
  )
  assert.throws(() => random.pick([]), { message: 'pick needs at least one value' })
})
