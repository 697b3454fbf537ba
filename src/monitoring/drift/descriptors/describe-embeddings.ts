import type { InputColumn } from '../../../learn/index.ts'
import type { EmbeddingColumn } from './described-column.ts'

type Vector = Float32Array | Float64Array

/** The mean of the reference's embeddings. */
export function centreOf({ values }: EmbeddingColumn): Float64Array {
  const known = values.filter((value) => value !== undefined)
  const centre = new Float64Array(known[0]?.length ?? 0)
  for (const value of known) {
    for (const [at, component] of value.entries()) {
      centre[at] = (centre[at] ?? 0) + component / known.length
    }
  }
  return centre
}

/**
 * What can be said of embeddings in numbers: their length, their cosine and their distance to the centre of
 * the reference (of the `reference` itself, to that of all others of it, so that both sides are measured
 * alike), and at most 16 components, evenly chosen.
 */
export function describeEmbeddings(
  { name, values }: EmbeddingColumn,
  centre: Float64Array,
  side: 'reference' | 'current',
): readonly InputColumn[] {
  const count = values.filter((value) => value !== undefined).length
  const centreFor = (value: Vector) =>
    side === 'reference' && count > 1 ? without(centre, value, count) : centre
  const traits: Readonly<Record<string, (value: Vector) => number>> = {
    length: (value) => Math.sqrt(product(value, value)),
    'cosine to the centre': (value) => {
      const own = centreFor(value)
      const lengths = Math.sqrt(product(value, value) * product(own, own))
      return product(value, own) / lengths
    },
    'distance to the centre': (value) => {
      const own = centreFor(value)
      return Math.sqrt(product(value, value) - 2 * product(value, own) + product(own, own))
    },
  }
  const described = Object.entries(traits).map(([trait, of]) => ({ name: `${name}: ${trait}`, of }))
  const chosen = Array.from({ length: Math.min(mostComponents, centre.length) }, (_, at) =>
    Math.floor((at * centre.length) / Math.min(mostComponents, centre.length)),
  )
  const components = chosen.map((at) => ({
    name: `${name}: component ${at}`,
    of: (value: Vector) => value[at] ?? Number.NaN,
  }))
  return [...described, ...components].map((column) => ({
    name: column.name,
    kind: 'number',
    values: Float64Array.from(values, (value) =>
      value === undefined ? Number.NaN : column.of(value),
    ),
  }))
}

const mostComponents = 16

/** The mean of the others. */
function without(centre: Float64Array, value: Vector, count: number): Float64Array {
  return centre.map((mean, at) => (mean * count - (value[at] ?? 0)) / (count - 1))
}

function product(first: Vector, second: Vector): number {
  let sum = 0
  for (const [at, value] of first.entries()) sum += value * (second[at] ?? 0)
  return sum
}
