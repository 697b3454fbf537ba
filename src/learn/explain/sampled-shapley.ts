import { seededRandom } from '../../base/index.ts'
import { shuffle } from '../shuffle.ts'
import { countRows, type InputColumn } from '../input-column.ts'
import type { Explanation } from './explanation.ts'

/** Rows as plain JSON, by column; null where a value is missing. */
export type Background = readonly {
  readonly name: string
  readonly kind: InputColumn['kind']
  readonly values: readonly (number | string | null)[]
}[]

const backgroundRows = 32
/** Each with its reverse. */
const orderCount = 8

/** Rows evenly spread over those given, of the columns that are read. */
export function pickBackground(
  inputs: readonly { readonly name: string }[],
  columns: readonly InputColumn[],
): Background {
  const rowCount = countRows(columns)
  const count = Math.min(backgroundRows, rowCount)
  const rows = Array.from({ length: count }, (_, at) => Math.floor(((at + 0.5) * rowCount) / count))
  return columns
    .filter(({ name }) => inputs.some((input) => input.name === name))
    .map(({ name, kind, values }) => ({
      name,
      kind,
      values: rows.map((row) => toJson(values[row])),
    }))
}

/**
 * Shapley's values of any model; what isn't known is as in the background rows. Of few columns over all sets of them,
 * exactly; of more over some orders in which they become known, each also the other way round (Mitchell et al. 2022).
 * They sum to the prediction exactly.
 */
export async function sampledShapley(
  predict: (columns: readonly InputColumn[]) => Float64Array | Promise<Float64Array>,
  background: Background,
  columns: readonly InputColumn[],
): Promise<Explanation> {
  const rowCount = countRows(columns)
  const size = background.length
  const base = new Float64Array(rowCount)
  const contributions = new Float64Array(rowCount * size)
  const { sets, steps } = planSets(size)
  for (let row = 0; row < rowCount; row += 1) {
    const values = background.map(({ name }) => {
      const column = columns.find((own) => own.name === name)
      return toJson(column?.values[row])
    })
    const means = await meansOf(predict, background, values, sets)
    base[row] = means[0] ?? 0
    for (const { column, from, to, weight } of steps) {
      const at = row * size + column
      const gain = (means[to] ?? 0) - (means[from] ?? 0)
      contributions[at] = (contributions[at] ?? 0) + weight * gain
    }
  }
  return { scale: 'prediction', columns: background.map(({ name }) => name), base, contributions }
}

/** How many sets of known columns are asked about for each row. */
export function countSets(size: number): number {
  return planSets(size).sets.length
}

/** Sets of known columns, the empty one first, and what becomes known from one to another. */
interface SetPlan {
  readonly sets: readonly ReadonlySet<number>[]
  readonly steps: readonly {
    readonly column: number
    readonly from: number
    readonly to: number
    readonly weight: number
  }[]
}

/** Of so many columns there are no more sets than orders would ask about. */
const mostForAllSets = 7

function planSets(size: number): SetPlan {
  return size <= mostForAllSets ? planAllSets(size) : planOrders(size)
}

/** Each column after each set without it, as often as orders have it so. */
function planAllSets(size: number): SetPlan {
  const columns = [...Array.from({ length: size }).keys()]
  const sets = Array.from(
    { length: 2 ** size },
    (_, bits) => new Set(columns.filter((column) => (bits >> column) & 1)),
  )
  const orders = (count: number): number => (count < 2 ? 1 : count * orders(count - 1))
  return {
    sets,
    steps: sets.flatMap((known, from) =>
      columns
        .filter((column) => !known.has(column))
        .map((column) => ({
          column,
          from,
          to: from | (1 << column),
          weight: (orders(known.size) * orders(size - known.size - 1)) / orders(size),
        })),
    ),
  }
}

function planOrders(size: number): SetPlan {
  const orders = drawOrders(size)
  return {
    sets: orders.flatMap((order) =>
      Array.from({ length: size + 1 }, (_, known) => new Set(order.slice(0, known))),
    ),
    steps: orders.flatMap((order, at) =>
      order.map((column, step) => {
        const from = at * (size + 1) + step
        return { column, from, to: from + 1, weight: 1 / orders.length }
      }),
    ),
  }
}

function drawOrders(size: number): readonly (readonly number[])[] {
  const random = seededRandom('orders of columns')
  return Array.from({ length: orderCount }).flatMap(() => {
    const order = shuffle([...Array.from({ length: size }).keys()], random)
    return [order, order.toReversed()]
  })
}

/** For each set of known columns the mean prediction, what is not known being as in the background. */
async function meansOf(
  predict: Parameters<typeof sampledShapley>[0],
  background: Background,
  values: readonly (number | string | null)[],
  sets: readonly ReadonlySet<number>[],
): Promise<Float64Array> {
  const count = background[0]?.values.length ?? 0
  const asked = background.map((column, at) =>
    toColumn(
      column,
      sets.flatMap((known) =>
        known.has(at) ? Array.from({ length: count }, () => values[at] ?? null) : column.values,
      ),
    ),
  )
  const said = await predict(asked)
  return Float64Array.from(
    sets,
    (_, set) =>
      said.subarray(set * count, (set + 1) * count).reduce((sum, value) => sum + value, 0) / count,
  )
}

function toColumn(
  { name, kind }: Background[number],
  values: readonly (number | string | null)[],
): InputColumn {
  return kind === 'number'
    ? { name, kind, values: Float64Array.from(values, (value) => Number(value ?? Number.NaN)) }
    : { name, kind, values: values.map((value) => (value === null ? undefined : String(value))) }
}

function toJson(value: number | string | undefined): number | string | null {
  return value === undefined || Number.isNaN(value) ? null : value
}
