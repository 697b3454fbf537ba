import assert from 'node:assert/strict'
import { test } from 'node:test'
import { canonicalJson, digestOf, digestOfValue } from '../../src/base/index.ts'

test('a digest is the SHA-256', () => {
  // FIPS 180-4, example of a one-block message: https://csrc.nist.gov/projects/cryptographic-standards-and-guidelines/example-values
  const abc = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'
  assert.equal(digestOf('abc'), abc)
  assert.equal(digestOf(new TextEncoder().encode('abc')), abc)
})

test('equal values have equal digests, whatever the order of their keys', () => {
  const one = { b: [{ y: 1, x: 2 }], a: { d: null, c: 'text' } }
  const other = { a: { c: 'text', d: null }, b: [{ x: 2, y: 1 }] }
  assert.equal(digestOfValue(one), digestOfValue(other))
})

test('values that differ have different digests', () => {
  const values = [
    [],
    {},
    [1, 2],
    [2, 1],
    ['1', '2'],
    { a: 1 },
    { a: '1' },
    { a: null },
    { b: 1 },
    { a: { b: 1 } },
    'text',
    '',
    0,
    false,
    null,
  ]
  assert.equal(new Set(values.map(digestOfValue)).size, values.length)
})

test('canonical JSON sorts keys, leaves out what is absent and writes moments as ISO texts', () => {
  const value = {
    z: undefined,
    b: new Date('2026-03-01T12:00:00Z'),
    a: [{ d: 1, c: -0.5 }],
    10: 'x',
  }
  assert.equal(
    canonicalJson(value),
    '{"10":"x","a":[{"c":-0.5,"d":1}],"b":"2026-03-01T12:00:00.000Z"}',
  )
})
