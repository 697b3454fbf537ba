import { keepFrequent } from './profile-columns.ts'
import type {
  CategorySketch,
  ColumnSketch,
  NumberMoments,
  NumberSketch,
  ReferenceProfile,
} from './reference-profile.ts'

/**
 * The profile of the rows of both, as if they had been profiled together with the cuts of the first. Columns
 * that are not in both, or are of another kind or with other cuts, are left out: profile the later rows
 * `like` the first. Of more than 200 categories the rare ones are known together only.
 */
export function mergeProfiles(first: ReferenceProfile, second: ReferenceProfile): ReferenceProfile {
  const others = new Map(second.columns.map((sketch) => [sketch.name, sketch]))
  return {
    format: 1,
    rowCount: first.rowCount + second.rowCount,
    columns: first.columns.flatMap((sketch) => mergeSketches(sketch, others.get(sketch.name))),
  }
}

function mergeSketches(first: ColumnSketch, second: ColumnSketch | undefined): ColumnSketch[] {
  if (first.kind === 'number' && second?.kind === 'number') return mergeNumbers(first, second)
  if (first.kind === 'category' && second?.kind === 'category') {
    return [mergeCategories(first, second)]
  }
  return []
}

function mergeNumbers(first: NumberSketch, second: NumberSketch): NumberSketch[] {
  const isAlike =
    first.edges.length === second.edges.length &&
    first.edges.every((edge, at) => edge === second.edges[at])
  if (!isAlike) return []
  const { values: known, ...about } = first
  const moments = mergeMoments(first, second)
  const values =
    known === undefined || second.values === undefined ? undefined : addUp(known, second.values)
  return [
    {
      ...about,
      count: first.count + second.count,
      missingCount: first.missingCount + second.missingCount,
      infiniteCount: first.infiniteCount + second.infiniteCount,
      ...(moments === undefined ? {} : { moments }),
      counts: first.counts.map((count, at) => count + (second.counts[at] ?? 0)),
      ...(values === undefined ? {} : { values: values.toSorted(([a], [b]) => a - b) }),
    },
  ]
}

/** By Chan's formula, which keeps the digits. */
function mergeMoments(first: NumberSketch, second: NumberSketch): NumberMoments | undefined {
  const [a, b] = [first.moments, second.moments]
  if (a === undefined || b === undefined) return a ?? b
  const all = first.count + second.count
  const apart = b.mean - a.mean
  return {
    mean: a.mean + (apart * second.count) / all,
    squares: a.squares + b.squares + (apart * apart * first.count * second.count) / all,
    min: Math.min(a.min, b.min),
    max: Math.max(a.max, b.max),
  }
}

function mergeCategories(first: CategorySketch, second: CategorySketch): CategorySketch {
  const { categories, otherCount } = keepFrequent(addUp(first.categories, second.categories))
  return {
    ...first,
    count: first.count + second.count,
    missingCount: first.missingCount + second.missingCount,
    distinctCount: Math.max(categories.length, first.distinctCount, second.distinctCount),
    categories,
    otherCount: otherCount + first.otherCount + second.otherCount,
  }
}

function addUp<Key>(
  first: readonly (readonly [Key, number])[],
  second: readonly (readonly [Key, number])[],
): (readonly [Key, number])[] {
  const counts = new Map(first)
  for (const [key, count] of second) counts.set(key, (counts.get(key) ?? 0) + count)
  return [...counts]
}
