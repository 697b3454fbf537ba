import assert from 'node:assert/strict'
import { test } from 'node:test'
import { defineGroup, defineView, derive } from '../../src/features/index.ts'
import { requestRowParser } from '../../src/serving/request-row.ts'
import { prepareWhatIf } from '../../src/serving/what-if.ts'
import { float, integer, text, timestamp } from '../../src/table/index.ts'

const key = { id: integer(), at: timestamp() }
const outcomes = defineGroup({
  name: 'outcomes',
  key: ['id'],
  time: 'at',
  columns: { ...key, survived: integer() },
})
const passengers = defineGroup({
  name: 'passengers',
  key: ['id'],
  time: 'at',
  columns: { ...key, sex: text({ optional: true }), age: float() },
})
const age = passengers.latest('age')
const sex = passengers.latest('sex')
const view = defineView({
  name: 'survival',
  label: outcomes.column('survived'),
  features: {
    sex,
    age,
    isBoy: derive({ sex, age }, (row) => Number(row.sex === 'male' && row.age < 13)),
  },
})
const whatIf = prepareWhatIf(view)
const parse = requestRowParser({ name: 'survival', view }, whatIf.settable)
const now = new Date('2026-11-21T08:11:00Z')

test('texts can be set as numbers can, and what is derived follows', () => {
  const { overrides } = parse({ id: 1, sex: 'male', age: 4 }, 1, now)
  const found = { sex: 'female', age: 30, isBoy: 0 }
  assert.deepEqual(whatIf.apply({ id: 1 }, found, overrides ?? {}), {
    sex: 'male',
    age: 4,
    isBoy: 1,
  })
})

test('null is not known: of a number NaN, of a text undefined', () => {
  const { overrides } = parse({ id: 1, sex: null, age: null }, 1, now)
  const found = { sex: 'female', age: 30, isBoy: 0 }
  assert.deepEqual(whatIf.apply({ id: 1 }, found, overrides ?? {}), {
    sex: undefined,
    age: Number.NaN,
    isBoy: 0,
  })
})

test('a number for a text, and a text for a number, are refused', () => {
  assert.throws(() => parse({ id: 1, sex: 1 }, 1, now), {
    code: 'serving.rowDoesNotFit',
    message: 'Row 1: "sex" is 1, but must be a text, or null where it is not known.',
  })
  assert.throws(() => parse({ id: 1, age: '4' }, 1, now), { code: 'serving.rowDoesNotFit' })
})
