import { seededRandom } from '../../../src/base/index.ts'
import type { Encoder, InputColumn } from '../../../src/learn/index.ts'

export interface GeneratedSet {
  readonly name: string
  readonly train: Rows
  readonly asked: Rows
}

interface Rows {
  readonly columns: readonly InputColumn[]
  readonly target: Float64Array
  /** What rows count for, if not all alike. */
  readonly weights?: Float64Array
  /** By column, where it has not the usual one. */
  readonly encoders?: Readonly<Record<string, Encoder>>
}

interface Recipe {
  readonly name: string
  readonly columnCount: number
  /** The share of values that are missing. */
  readonly missing?: number
  /** How many different values a column has. */
  readonly places?: number
  readonly truth: (row: readonly number[]) => number
}

/** Sets to learn. */
export const generatedSets: readonly GeneratedSet[] = [
  generate({
    // Friedman's first function (1991), with five columns of noise.
    name: 'friedman',
    columnCount: 10,
    truth: ([a = 0, b = 0, c = 0, d = 0, e = 0]) =>
      10 * Math.sin(Math.PI * a * b) + 20 * (c - 0.5) ** 2 + 10 * d + 5 * e,
  }),
  generate({
    name: 'steps and missing values',
    columnCount: 6,
    missing: 0.2,
    truth: ([a = 0, b = 0, c = 0]) =>
      (a > 0.3 ? 4 : 0) + (Number.isNaN(b) ? 2 : Math.floor(5 * b)) + (Number.isNaN(c) ? 3 : c),
  }),
  generate({
    name: 'few different values',
    columnCount: 5,
    places: 12,
    truth: ([a = 0, b = 0, c = 0]) => 6 * a * b * c + Math.cos(7 * a),
  }),
  generate({
    name: 'waves',
    columnCount: 8,
    truth: ([a = 0, b = 0, c = 0]) => Math.exp(2 * a) * Math.sin(6 * b) + 3 * c,
  }),
  generate({
    name: 'few columns that matter',
    columnCount: 6,
    truth: ([a = 0, b = 0, c = 0]) => 8 * a * b + Math.sin(9 * c),
  }),
]

/** A set whose rows count for 0 to 3. */
export function weighted(set: GeneratedSet): GeneratedSet {
  const random = seededRandom(`weights of ${set.name}`)
  const weights = set.train.target.map(() => 3 * random.next() * Number(random.next() > 0.1))
  return { ...set, name: `${set.name}, weighted`, train: { ...set.train, weights } }
}

function generate(recipe: Recipe): GeneratedSet {
  const { name, columnCount, missing = 0, places, truth } = recipe
  const random = seededRandom(name)
  const value = () => {
    if (random.next() < missing) return Number.NaN
    return places === undefined ? random.next() : random.below(places) / places
  }
  const rows = (rowCount: number): Rows => {
    const drawn = Array.from({ length: rowCount }, () => Array.from({ length: columnCount }, value))
    const columns = Array.from({ length: columnCount }, (_, index): InputColumn => {
      const values = Float64Array.from(drawn, (row) => row[index] ?? Number.NaN)
      return { name: `x${index}`, kind: 'number', values }
    })
    return { columns, target: Float64Array.from(drawn, (row) => truth(row) + random.normal()) }
  }
  return { name, train: rows(2500), asked: rows(4000) }
}
