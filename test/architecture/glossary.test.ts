import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { designWords, findGlossaryFaults, findStrangers } from './glossary.ts'
import { readSource, root } from './source-files.ts'

test('the glossary explains each word of the design once, in order', () => {
  assert.deepEqual(findGlossaryFaults(readFileSync(join(root, 'docs/glossary.md'), 'utf8')), [])
})

test('types are named with the words of the glossary', () => {
  assert.deepEqual(findStrangers(readSource()), [])
})

test('a missing word, a wrong order and a stranger are found', () => {
  const rows = designWords
    .filter((word) => word !== 'gate')
    .toSorted()
    .map((word) => `| ${word} | long enough to be an explanation |`)
  const page = [...rows, '| a word at the end | long enough to be an explanation |'].join('\n')
  assert.deepEqual(findGlossaryFaults(page), [
    'gate is missing',
    'a word at the end is out of order',
  ])
  assert.deepEqual(findStrangers([{ path: 'src/a.ts', text: 'export interface Workflow {}' }]), [
    'src/a.ts: Workflow is called Pipeline here',
  ])
})
