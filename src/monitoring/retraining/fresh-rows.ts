import {
  readTrainingPart,
  type TrainingPart,
  type TrainingSet,
  type View,
  type ViewDeps,
} from '../../features/index.ts'
import type { InputColumn } from '../../learn/index.ts'

type ReadDeps = Pick<ViewDeps, 'engine' | 'blobs'>
type Part = 'train' | 'test'

/** Rows of some parts of a training set that are in none of those parts of another: by key and moment. */
export async function readFreshRows(
  deps: ReadDeps,
  view: View,
  { set, parts }: { readonly set: TrainingSet; readonly parts: readonly Part[] },
  without: { readonly set: TrainingSet | undefined; readonly parts: readonly Part[] },
): Promise<TrainingPart> {
  const known = new Set<string>()
  // The other may be of a time at which the view had other features.
  const featureless = { ...view, features: {} }
  for (const part of without.set === undefined ? [] : without.parts) {
    const other = await readTrainingPart(deps, featureless, without.set ?? set, part)
    for (const name of rowNames(other)) known.add(name)
  }
  const found: TrainingPart[] = []
  for (const part of parts) {
    const rows = await readTrainingPart(deps, view, set, part)
    const fresh = rowNames(rows).flatMap((name, at) => (known.has(name) ? [] : [at]))
    found.push(pickRows(rows, fresh))
  }
  return found.reduce(joinParts)
}

function rowNames({ keys, at, rowCount }: TrainingPart): string[] {
  const columns = Object.values(keys)
  return Array.from({ length: rowCount }, (_, row) =>
    JSON.stringify([at[row], ...columns.map((values) => String(values[row]))]),
  )
}

function pickRows(part: TrainingPart, rows: readonly number[]): TrainingPart {
  const pick = <Value>(values: readonly Value[]) => rows.map((row) => values[row] as Value)
  const numbers = (values: Float64Array) =>
    Float64Array.from(rows, (row) => values[row] ?? Number.NaN)
  return {
    rowCount: rows.length,
    keys: Object.fromEntries(Object.entries(part.keys).map(([name, all]) => [name, pick(all)])),
    at: numbers(part.at),
    label: numbers(part.label),
    features: part.features.map((feature): InputColumn =>
      feature.kind === 'number'
        ? { ...feature, values: numbers(feature.values) }
        : { ...feature, values: pick(feature.values) },
    ),
  }
}

function joinParts(one: TrainingPart, other: TrainingPart): TrainingPart {
  return {
    rowCount: one.rowCount + other.rowCount,
    keys: Object.fromEntries(
      Object.entries(one.keys).map(([name, all]) => [name, [...all, ...(other.keys[name] ?? [])]]),
    ),
    at: concat(one.at, other.at),
    label: concat(one.label, other.label),
    features: one.features.map((feature, at): InputColumn => {
      const more = other.features[at]
      if (feature.kind === 'number') {
        return more?.kind === 'number'
          ? { ...feature, values: concat(feature.values, more.values) }
          : feature
      }
      return more?.kind === 'category'
        ? { ...feature, values: [...feature.values, ...more.values] }
        : feature
    }),
  }
}

function concat(one: Float64Array, other: Float64Array): Float64Array {
  const joined = new Float64Array(one.length + other.length)
  joined.set(one)
  joined.set(other, one.length)
  return joined
}
