import { encodeColumn, type Feature } from './encoders/column-features.ts'
import type { FittedInput } from './encoders/fit-encoder.ts'
import { learnErrors } from './errors.ts'
import { countRows, type InputColumn } from './input-column.ts'

export type { Feature } from './encoders/column-features.ts'

/** What a learner reads: columns of 32-bit numbers, NaN where a value is missing. */
export interface FeatureMatrix {
  readonly rowCount: number
  readonly features: readonly Feature[]
}

/** The features of `columns`, in the order of `inputs`. Throws `learn.missingColumn`. */
export function encodeColumns(
  inputs: readonly FittedInput[],
  columns: readonly InputColumn[],
): FeatureMatrix {
  const rowCount = countRows(columns)
  const byName = new Map(columns.map((column) => [column.name, column]))
  const features = inputs.flatMap((input) => {
    const column = byName.get(input.name)
    if (column === undefined || column.kind !== input.kind) {
      const names = columns.map(({ name }) => name)
      throw learnErrors.missingColumn({ column: input.name, kind: input.kind, columns: names })
    }
    return encodeColumn(input, column)
  })
  return { rowCount, features }
}
