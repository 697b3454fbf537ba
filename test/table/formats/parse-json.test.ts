import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  float,
  integer,
  jsonLinesReader,
  parseJson,
  text,
  UnreadableLine,
} from '../../../src/table/index.ts'

const columns = { place: text(), lat: float({ optional: true }), riders: integer() }
const names = { lat: 'position.lat' }

test('rows are found at their path in a document, and values within their objects', () => {
  const items = [
    { place: 'Cork', riders: 5, position: { lat: 51.9 }, extra: [1] },
    { place: 'Galway', riders: '6', position: null },
  ]
  const document = JSON.stringify({ result: { items, count: 2 } })
  assert.deepEqual(
    [...parseJson(`\uFEFF${document}`, columns, { path: 'result.items', names })],
    [
      { place: 'Cork', lat: 51.9, riders: 5 },
      { place: 'Galway', lat: undefined, riders: 6 },
    ],
  )
})

test('a document without rows where they should be says what is there', () => {
  assert.throws(() => [...parseJson('{"items": {}}', columns, { path: 'items' })], {
    code: 'table.noSuchPlace',
    message: 'The JSON has no array of rows at "items", but an object.',
  })
  assert.throws(() => [...parseJson('{"rows": []}', columns, { path: 'items' })], {
    message: 'The JSON has no array of rows at "items", but nothing.',
  })
})

test('what is no JSON is told with its line', () => {
  assert.throws(
    () => [...parseJson('[\n{"place": "Cork",\n"riders": NaN}]', columns)],
    (error) =>
      error instanceof UnreadableLine && error.line === 3 && error.text === '"riders": NaN}]',
  )
  assert.throws(
    () => [...parseJson('[{"place": "Cork"', columns)],
    (error) => error instanceof UnreadableLine && error.line === 1,
  )
})

test('a row of a wrong type is told with its number and column', () => {
  assert.throws(
    () => [...parseJson('[{"place":"Cork","riders":1},{"place":"Cork","riders":1.5}]', columns)],
    (error) =>
      error instanceof UnreadableLine &&
      error.row === 2 &&
      error.column === 'riders' &&
      error.text === '{"place":"Cork","riders":1.5}',
  )
})

test('JSON lines are read wherever the text is cut; a bad line is told and the rest is read', () => {
  const lines = [
    '{"place":"Cörk","riders":1}',
    '',
    '{"place":"Cork","riders":',
    '[1]',
    '{"place":"Cork"}',
    '{"place":"Galway","riders":2}',
  ]
  const text = `\uFEFF${lines.join('\r\n')}`
  for (let size = 1; size <= text.length; size += 1) {
    const heard: (number | undefined)[] = []
    const onUnreadable = ({ line }: UnreadableLine) => heard.push(line)
    const reader = jsonLinesReader(columns, { onUnreadable })
    const rows = []
    for (let at = 0; at < text.length; at += size)
      rows.push(...reader.push(text.slice(at, at + size)))
    rows.push(...reader.end())
    assert.deepEqual(
      rows.map(({ place }) => place),
      ['Cörk', 'Galway'],
      `in pieces of ${size}`,
    )
    assert.deepEqual(heard, [3, 4, 5])
  }
})

test('a line without end is refused by its length', () => {
  const reader = jsonLinesReader(columns, { longestLine: 1000 })
  assert.throws(() => [...reader.push('{"place":"'.padEnd(2000, 'x'))], {
    message: 'Line 1: it is longer than 1000 characters.',
  })
})
