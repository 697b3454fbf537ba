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
 * Shapley's values of any model, over some orders in which columns become known, each also the other way round
 * (Mitchell et al. 2022); what isn't known is as in the background rows. They sum to the prediction exactly.
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
  const orders = drawOrders(size)
  for (let row = 0; row < rowCount; row += 1) {
    const values = background.map(({ name }) => {
      const column = columns.find((own) => own.name === name)
      return toJson(column?.values[row])
    })
    const means = await meansOf(predict, background, values, orders)
    for (const [at, order] of orders.entries()) {
      const start = at * (size + 1)
      base[row] = means[start] ?? 0
      for (const [step, column] of order.entries()) {
        const gain = (means[start + step + 1] ?? 0) - (means[start + step] ?? 0)
        const to = row * size + column
        contributions[to] = (contributions[to] ?? 0) + gain / orders.length
      }
    }
  }
  return { scale: 'prediction', columns: background.map(({ name }) => name), base, contributions }
}

function drawOrders(size: number): readonly (readonly number[])[] {
  const random = seededRandom('orders of columns')
  return Array.from({ length: orderCount }).flatMap(() => {
    const order = shuffle([...Array.from({ length: size }).keys()], random)
    return [order, order.toReversed()]
  })
}

/** For each order and each step of it the mean prediction, what is not known being as in the background. */
async function meansOf(
  predict: Parameters<typeof sampledShapley>[0],
  background: Background,
  values: readonly (number | string | null)[],
  orders: readonly (readonly number[])[],
): Promise<Float64Array> {
  const count = background[0]?.values.length ?? 0
  const steps = orders.flatMap((order) =>
    Array.from({ length: order.length + 1 }, (_, known) => new Set(order.slice(0, known))),
  )
  const asked = background.map((column, at) =>
    toColumn(
      column,
      steps.flatMap((known) =>
        known.has(at) ? Array.from({ length: count }, () => values[at] ?? null) : column.values,
      ),
    ),
  )
  const said = await predict(asked)
  return Float64Array.from(
    steps,
    (_, step) =>
      said.subarray(step * count, (step + 1) * count).reduce((sum, value) => sum + value, 0) /
      count,
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
