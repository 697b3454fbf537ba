import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { findForeignErrors, findUndocumentedErrors, readDeclaredErrors } from './error-codes.ts'
import { root } from './source-files.ts'

test('every error code is documented, and every documented code exists', async () => {
  const page = readFileSync(join(root, 'docs/errors.md'), 'utf8')
  const faults = findUndocumentedErrors(await readDeclaredErrors(), page)
  assert.deepEqual(faults, [], 'Write the page again: npm run docs')
})

test('an error code says which folder it comes from', async () => {
  const declared = await readDeclaredErrors()
  assert.ok(declared.some((error) => error.code === 'base.notADuration'))
  assert.deepEqual(findForeignErrors(declared), [])
})

test('a code that is missing on the page, unknown, or declared twice is found', () => {
  const declared = ['data.tornLine', 'data.tornLine', 'data.noSource'].map((code) => ({ code }))
  const page = '### `data.tornLine`\n\n### `data.gone`\n'
  assert.deepEqual(findUndocumentedErrors(declared, page), [
    'data.noSource is not documented',
    'data.gone does not exist',
    'data.tornLine stands twice',
  ])
})

test('a code of another folder is found', () => {
  const declared = { code: 'table.torn', path: 'src/data/errors.ts' }
  assert.deepEqual(findForeignErrors([declared]), ['src/data/errors.ts declares table.torn'])
})
