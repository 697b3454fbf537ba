import { encodeColumn, type Feature } from './encoders/column-features.ts'
import { combineFeatures, planFeatures } from './encoders/combine-features.ts'
import type { FittedInput } from './encoders/fit-encoder.ts'
import type { FittedPca } from './encoders/fit-pca.ts'
import { learnErrors } from './errors.ts'
import { countRows, type InputColumn } from './input-column.ts'

export type { Feature } from './encoders/column-features.ts'

/** What a learner reads: columns of 32-bit numbers, NaN where a value is missing. */
export interface FeatureMatrix {
  readonly rowCount: number
  readonly features: readonly Feature[]
}

interface FittedFeatures {
  readonly inputs: readonly FittedInput[]
  readonly combined?: readonly FittedPca[]
}

/** What the learner reads of `columns`. Throws `learn.missingColumn`. */
export function encodeColumns(
  { inputs, combined }: FittedFeatures,
  columns: readonly InputColumn[],
): FeatureMatrix {
  const { rowCount, features } = encodeInputs(inputs, columns)
  if (combined === undefined) return { rowCount, features }
  return { rowCount, features: combineFeatures(planFeatures(inputs, combined), features) }
}

/** The features of each input by itself, in the order of `inputs`. */
export function encodeInputs(
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
