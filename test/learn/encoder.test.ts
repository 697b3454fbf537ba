import assert from 'node:assert/strict'
import { test } from 'node:test'
import { cyclic, ordinal, scaled, type InputColumn } from '../../src/learn/index.ts'
import { fitEncoder } from '../../src/learn/encoder.ts'
import { encodeColumns, type FittedInput } from '../../src/learn/feature-matrix.ts'

const period: InputColumn = {
  name: 'period',
  kind: 'number',
  values: Float64Array.of(2, 4, Number.NaN, 6),
}
const beach: InputColumn = {
  name: 'beach',
  kind: 'category',
  values: ['tullan', undefined, 'lahinch', ''],
}

test('a scaled column has mean 0 and deviation 1, and missing values stay', () => {
  const encoder = fitEncoder(period, scaled())
  assert.deepEqual(encoder, { kind: 'scaled', mean: 4, deviation: 2 })
  assert.deepEqual(encode({ name: 'period', kind: 'number', encoder }, period), {
    period: [-1, 0, Number.NaN, 1],
  })
})

test('categories take their place in order; unseen and empty ones are missing', () => {
  const encoder = fitEncoder(beach, ordinal())
  assert.deepEqual(encoder, { kind: 'ordinal', categories: ['lahinch', 'tullan'] })
  const asked: InputColumn = {
    ...beach,
    kind: 'category',
    values: ['tullan', 'lahinch', 'bundoran', '', undefined],
  }
  assert.deepEqual(encode({ name: 'beach', kind: 'category', encoder } as FittedInput, asked), {
    beach: [1, 0, Number.NaN, Number.NaN, Number.NaN],
  })
})

test('what comes round ends where it began', () => {
  const direction: InputColumn = {
    name: 'direction',
    kind: 'number',
    values: Float64Array.of(0, 90, 180, 270, 360, -90, Number.NaN),
  }
  const encoder = cyclic({ period: 360 })
  assert.deepEqual(encode({ name: 'direction', kind: 'number', encoder }, direction), {
    'direction.sin': [0, 1, 0, -1, 0, -1, Number.NaN],
    'direction.cos': [1, 0, -1, 0, 1, 0, Number.NaN],
  })
})

test('an encoder that does not fit the kind of its column is refused', () => {
  assert.throws(() => fitEncoder(beach, cyclic({ period: 360 })), { code: 'learn.wrongEncoder' })
  assert.throws(() => fitEncoder(period, ordinal()), { code: 'learn.wrongEncoder' })
  assert.throws(() => cyclic({ period: 0 }), { code: 'learn.wrongSetting' })
})

function encode(input: FittedInput, column: InputColumn): Record<string, number[]> {
  const { features } = encodeColumns([input], [column])
  return Object.fromEntries(features.map(({ name, values }) => [name, [...values]]))
}
