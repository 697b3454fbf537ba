import assert from 'node:assert/strict'
import { test } from 'node:test'
import { maskSecrets } from '../../src/base/index.ts'

const cases = [
  ['https://ada:secret@host/a.txt', 'https://…@host/a.txt'],
  ['read postgres://ada:secret@db:5432/surf twice', 'read postgres://…@db:5432/surf twice'],
  ['http://host/a?key=secret and so on', 'http://host/a?… and so on'],
  ['"https://host/a?key=secret#part"', '"https://host/a?…#part"'],
  ['https://host/a mail ada@host', 'https://host/a mail ada@host'],
  ['deliveries/what?.txt', 'deliveries/what?.txt'],
] as const

for (const [text, masked] of cases) {
  test(`what is secret in an address is masked: ${masked}`, () => {
    assert.equal(maskSecrets(text), masked)
  })
}
