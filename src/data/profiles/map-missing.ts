import type { MissingMap } from './profile.ts'
import type { TableSample } from './passes/read-sample.ts'

const mostBands = 40
const mostColumns = 60
const keptPatterns = 10
const leastCorrelation = 0.3

/** Where values are missing in a table, and which columns lack them together. */
export function mapMissing(names: readonly string[], sample: TableSample): MissingMap {
  const found = names
    .flatMap((name) => {
      const missing = sample.missingOf(name)
      return missing === undefined ? [] : [{ name, missing }]
    })
    .slice(0, mostColumns)
  return {
    rowCount: sample.rowCount,
    columns: found.map(({ name }) => name),
    bands: found.map(({ missing }) => bandsOf(missing)),
    patterns: patternsOf(found),
    pairs: pairsOf(found),
  }
}

interface MissingColumn {
  readonly name: string
  readonly missing: Uint8Array
}

function bandsOf(missing: Uint8Array): number[] {
  const count = Math.min(mostBands, missing.length)
  return Array.from({ length: count }, (_, band) => {
    const start = Math.floor((band * missing.length) / count)
    const end = Math.floor(((band + 1) * missing.length) / count)
    return sumOf(missing.subarray(start, end)) / (end - start)
  })
}

function patternsOf(columns: readonly MissingColumn[]): MissingMap['patterns'] {
  const counts = new Map<string, number>()
  const rowCount = columns[0]?.missing.length ?? 0
  for (let row = 0; row < rowCount; row += 1) {
    let pattern = ''
    for (const { missing } of columns) pattern += missing[row] === 1 ? '1' : '0'
    counts.set(pattern, (counts.get(pattern) ?? 0) + 1)
  }
  return [...counts]
    .toSorted(([a, first], [b, second]) => second - first || (a < b ? -1 : 1))
    .slice(0, keptPatterns)
    .map(([pattern, count]) => ({
      columns: columns.filter((_, at) => pattern[at] === '1').map(({ name }) => name),
      count,
    }))
}

function pairsOf(columns: readonly MissingColumn[]): MissingMap['pairs'] {
  return columns.flatMap((first, at) =>
    columns.slice(at + 1).flatMap((second) => {
      const correlation = correlationOf(first.missing, second.missing)
      return Math.abs(correlation) < leastCorrelation
        ? []
        : [{ first: first.name, second: second.name, correlation }]
    }),
  )
}

/** Pearson's of two columns of 0 and 1. */
function correlationOf(first: Uint8Array, second: Uint8Array): number {
  const count = first.length
  const [a, b] = [sumOf(first), sumOf(second)]
  let both = 0
  for (let row = 0; row < count; row += 1) both += (first[row] ?? 0) & (second[row] ?? 0)
  const scale = Math.sqrt(a * (count - a)) * Math.sqrt(b * (count - b))
  return scale === 0 ? 0 : (count * both - a * b) / scale
}

function sumOf(flags: Uint8Array): number {
  let sum = 0
  for (const flag of flags) sum += flag
  return sum
}
