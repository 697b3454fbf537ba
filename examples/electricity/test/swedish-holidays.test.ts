import assert from 'node:assert/strict'
import { test } from 'node:test'
import { typeOfDay } from '../world/swedish-holidays.ts'

const cases = [
  ['2022-01-06', 'holiday', 'Epiphany'],
  ['2022-04-15', 'holiday', 'Good Friday'],
  ['2022-04-18', 'holiday', 'Easter Monday'],
  ['2022-05-26', 'holiday', 'Ascension Day'],
  ['2022-06-24', 'holiday', 'Midsummer Eve'],
  ['2022-12-24', 'holiday', 'Christmas Eve, a Saturday'],
  ['2022-04-16', 'weekend', 'the Saturday before Easter'],
  ['2022-04-19', 'workday', 'a Tuesday'],
  ['2026-04-05', 'holiday', 'Easter Day'],
] as const

for (const [day, type, what] of cases) {
  test(`${what} (${day}) is a ${type}`, () => {
    assert.equal(typeOfDay(Date.parse(day)), type)
  })
}
