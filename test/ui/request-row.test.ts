import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ServiceFieldReply } from '../../src/api/index.ts'
import { exampleRow, requestRow } from '../../src/ui/pages/services/request-row.ts'

const fields: ServiceFieldReply[] = [
  { name: 'beachId', type: 'text', required: true, example: 'lahinch' },
  { name: 'at', type: 'timestamp', required: true, example: '2026-11-22T12:00:00.000Z' },
  { name: 'wind', type: 'float', required: false, example: null },
]

test('the form starts with the examples, moments as the field of the browser wants them', () => {
  assert.deepEqual(exampleRow(fields), { beachId: 'lahinch', at: '2026-11-22T12:00', wind: '' })
})

test('the texts become a typed row, moments in UTC, without optional fields that are empty', () => {
  assert.deepEqual(requestRow(fields, exampleRow(fields)), {
    beachId: 'lahinch',
    at: '2026-11-22T12:00:00Z',
  })
  assert.deepEqual(requestRow(fields, { beachId: 'doolin', at: '', wind: '7.5' }), {
    beachId: 'doolin',
    at: '',
    wind: 7.5,
  })
})
