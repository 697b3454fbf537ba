import { joinFloats, type Random } from '../base/index.ts'
import { learnErrors } from './errors.ts'
import { countRows, checkLength, type InputColumn } from './input-column.ts'

/** Some rows of what is learned from. */
export interface RowBatch {
  readonly columns: readonly InputColumn[]
  readonly target: Float64Array
  readonly weights?: Float64Array
}

export interface SampledRows {
  /** Rows drawn evenly, in their order while there are no more. */
  readonly sample: RowBatch
  /** Which rows the drawn ones are. */
  readonly drawn: readonly number[]
  /** Of all rows. */
  readonly target: Float64Array
  readonly weights?: Float64Array
}

/** Draws rows evenly of all that are read (Vitter 1985, algorithm R), and keeps what every row weighs and tells. */
export async function sampleBatches(
  read: () => AsyncIterable<RowBatch>,
  most: number,
  random: Random,
  signal: AbortSignal | undefined,
): Promise<SampledRows> {
  const rows = openRows()
  const drawn: number[] = []
  const columns: SampledColumn[] = []
  let seen = 0
  for await (const batch of read()) {
    signal?.throwIfAborted()
    const count = rows.add(batch)
    if (seen === 0)
      columns.push(...batch.columns.map(({ name, kind }) => ({ name, kind, values: [] })))
    for (let row = 0; row < count; row += 1, seen += 1) {
      const place = seen < most ? seen : random.below(seen + 1)
      if (place >= most) continue
      drawn[place] = seen
      for (const [at, { values }] of columns.entries()) {
        values[place] = columnOf(batch, columns, at).values[row]
      }
    }
  }
  const { target, weights } = rows.all()
  const pick = (values: Float64Array) => Float64Array.from(drawn, (row) => values[row] ?? 0)
  return {
    sample: {
      columns: columns.map(toColumn),
      target: pick(target),
      ...(weights === undefined ? {} : { weights: pick(weights) }),
    },
    drawn,
    target,
    ...(weights === undefined ? {} : { weights }),
  }
}

interface SampledColumn {
  readonly name: string
  readonly kind: InputColumn['kind']
  readonly values: (number | string | undefined)[]
}

function columnOf(batch: RowBatch, columns: readonly SampledColumn[], at: number): InputColumn {
  const wanted = columns[at]
  const found = batch.columns[at]
  if (found !== undefined && found.name === wanted?.name && found.kind === wanted.kind) return found
  const names = batch.columns.map(({ name }) => name)
  throw learnErrors.missingColumn({
    column: wanted?.name ?? '',
    kind: wanted?.kind ?? '',
    columns: names,
  })
}

function toColumn({ name, kind, values }: SampledColumn): InputColumn {
  if (kind === 'category') return { name, kind, values: values.map((value) => value?.toString()) }
  return { name, kind, values: Float64Array.from(values, Number) }
}

/** What all rows tell and weigh. */
function openRows() {
  const targets: Float64Array[] = []
  const weights: Float64Array[] = []
  return {
    add(batch: RowBatch): number {
      const count = countRows(batch.columns)
      checkLength('The target', batch.target, count)
      targets.push(batch.target)
      if (batch.weights !== undefined) {
        checkLength('The weights', batch.weights, count)
        weights.push(batch.weights)
      }
      return count
    },
    all() {
      const target = joinFloats(targets)
      if (weights.length === 0) return { target, weights: undefined }
      const all = joinFloats(weights)
      checkLength('The weights', all, target.length)
      return { target, weights: all }
    },
  }
}
