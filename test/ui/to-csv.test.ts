import assert from 'node:assert/strict'
import { test } from 'node:test'
import { toCsv } from '../../src/ui/kit/to-csv.ts'

test('rows become lines under the names of their columns', () => {
  const at = new Date('2026-11-21T10:00:00Z')
  assert.equal(
    toCsv([
      { at, height: 3.5 },
      { at, height: null },
    ]),
    'at,height\r\n2026-11-21T10:00:00.000Z,3.5\r\n2026-11-21T10:00:00.000Z,\r\n',
  )
})

test('commas, quotes and line breaks are kept inside quotes', () => {
  assert.equal(toCsv([{ 'a,b': 'said "2ft"\nor so' }]), '"a,b"\r\n"said ""2ft""\nor so"\r\n')
})

test('a value that is not simple is written as JSON', () => {
  assert.equal(
    toCsv([{ entity: { beachId: 'lahinch' } }]),
    'entity\r\n"{""beachId"":""lahinch""}"\r\n',
  )
})
