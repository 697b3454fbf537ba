import { test } from 'node:test'
import {
  boostedTrees,
  fitModel,
  hashed,
  ordinal,
  targetMean,
  tfIdf,
  type CategoryColumn,
  type InputColumn,
} from '../../../src/learn/index.ts'
import { assertParity } from '../assert-parity.ts'

const rowCount = 100_000
const many: CategoryColumn = {
  name: 'user',
  kind: 'category',
  values: Array.from({ length: rowCount }, (_, row) => `user ${row}`),
}
const other: InputColumn = {
  name: 'x',
  kind: 'number',
  values: Float64Array.from({ length: rowCount }, (_, row) => row % 100),
}
const target = Float64Array.from({ length: rowCount }, (_, row) => (row % 100) + (row % 7))

for (const encoder of [ordinal(), targetMean(), hashed({ features: 8 }), tfIdf({ terms: 20 })]) {
  test(`a text of 100,000 different values is read by ${encoder.kind}, and answers are alike`, async () => {
    const learner = boostedTrees({ trees: 5 })
    const encoders = { user: encoder }
    const fitted = await fitModel({ learner, columns: [many, other], encoders, target, seed: 1 })
    const asked = [many, other].map((column) => firstRows(column, 3000))
    await assertParity(fitted, asked)
  })
}

function firstRows(column: InputColumn, count: number): InputColumn {
  return column.kind === 'number'
    ? { ...column, values: column.values.slice(0, count) }
    : { ...column, values: column.values.slice(0, count) }
}
