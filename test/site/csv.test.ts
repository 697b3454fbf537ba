import assert from 'node:assert/strict'
import { test } from 'node:test'
import { csvAddress, toCsv } from '../../src/site/csv.ts'

test('cells are quoted where they must be, and missing ones are empty', () => {
  assert.equal(
    toCsv(
      ['a', 'b,c'],
      [
        ['say "hi"', undefined],
        [1.5, 'x\ny'],
      ],
    ),
    'a,"b,c"\r\n"say ""hi""",\r\n1.5,"x\ny"\r\n',
  )
})

test('a text that a spreadsheet would run is made harmless, a negative number is kept', () => {
  assert.equal(toCsv(['a', 'b'], [['=1+1', -2]]), "a,b\r\n'=1+1,-2\r\n")
})

test('an address holds the text whole', () => {
  assert.equal(
    csvAddress('a,b\r\n"1",é'),
    'data:text/csv;charset=utf-8,a%2Cb%0D%0A%221%22%2C%C3%A9',
  )
})
