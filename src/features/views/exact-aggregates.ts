/**
 * What is known of numbers beforehand, where the order in which they are put together doesn't show in the result:
 * it is the same to the last bit as that of going through them one after the other.
 */
export interface ExactAggregates {
  sum(from: number, to: number): number
  min(from: number, to: number): number
  max(from: number, to: number): number
}

const blockLength = 256

/** Makes aggregates of numbers that don't change. Ranges that are asked for have at least one number. */
export function exactAggregates(numbers: Float64Array): ExactAggregates {
  let before: Float64Array | false | undefined
  let least: Float64Array | undefined
  let most: Float64Array | undefined
  return {
    sum(from, to) {
      before ??= sumsBefore(numbers) ?? false
      return before === false
        ? aggregate('sum', numbers.subarray(from, to))
        : (before[to] ?? 0) - (before[from] ?? 0)
    },
    min(from, to) {
      least ??= blocksOf(numbers, Math.min)
      return between(numbers, least, Math.min, { from, to })
    },
    max(from, to) {
      most ??= blocksOf(numbers, Math.max)
      return between(numbers, most, Math.max, { from, to })
    },
  }
}

/** The same of few numbers, of at least one, in their order. */
export function aggregate(kind: keyof ExactAggregates, numbers: Float64Array): number {
  if (kind !== 'sum') return reduce(numbers, Math[kind], { from: 0, to: numbers.length })
  let total = 0
  for (let at = 0; at < numbers.length; at += 1) total += numbers[at] ?? NaN
  return total
}

/**
 * The sum of all before each place; undefined where a sum might be rounded. Whole numbers are added exactly as long
 * as no sum of any of them can be larger than 2^53.
 */
function sumsBefore(numbers: Float64Array): Float64Array | undefined {
  const before = new Float64Array(numbers.length + 1)
  let size = 0
  for (let at = 0; at < numbers.length; at += 1) {
    const value = numbers[at] ?? NaN
    size += Math.abs(value)
    if (!Number.isInteger(value) || size > Number.MAX_SAFE_INTEGER) return undefined
    before[at + 1] = (before[at] ?? 0) + value
  }
  return before
}

type Both = (a: number, b: number) => number

function blocksOf(numbers: Float64Array, both: Both): Float64Array {
  const blocks = new Float64Array(Math.floor(numbers.length / blockLength))
  return blocks.map((_, block) => {
    const from = block * blockLength
    return reduce(numbers, both, { from, to: from + blockLength })
  })
}

interface Range {
  readonly from: number
  readonly to: number
}

/** Of whole blocks what is known of them, of the rest each number. */
function between(
  numbers: Float64Array,
  blocks: Float64Array,
  both: Both,
  { from, to }: Range,
): number {
  const first = Math.ceil(from / blockLength)
  const last = Math.floor(to / blockLength)
  if (first >= last) return reduce(numbers, both, { from, to })
  let found = reduce(blocks, both, { from: first, to: last })
  const [head, tail] = [first * blockLength, last * blockLength]
  if (from < head) found = both(found, reduce(numbers, both, { from, to: head }))
  if (tail < to) found = both(found, reduce(numbers, both, { from: tail, to }))
  return found
}

function reduce(values: Float64Array, both: Both, { from, to }: Range): number {
  let found = values[from] ?? NaN
  for (let at = from + 1; at < to; at += 1) found = both(found, values[at] ?? NaN)
  return found
}
