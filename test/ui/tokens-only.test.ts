import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'

const folder = fileURLToPath(new URL('../../src/ui/', import.meta.url))
const files = globSync('**/*.{css,ts,tsx}', { cwd: folder }).filter((name) => name !== 'tokens.css')
const tokens = readFileSync(`${folder}/tokens.css`, 'utf8')
const declared = new Set([...tokens.matchAll(/^\s*(--[\w-]+):/gm)].map(([, name]) => name))

function found(pattern: RegExp): string[] {
  return files.flatMap((name) =>
    [...readFileSync(`${folder}/${name}`, 'utf8').matchAll(pattern)].map(
      ([text]) => `${name}: ${text}`,
    ),
  )
}

test('a colour is a token: no page names one by itself', () => {
  assert.deepEqual(found(/#[0-9a-fA-F]{3,8}\b(?=['";)\s])|\b(?:rgba?|hsla?|oklch)\(/g), [])
})

test('a size of text is a token', () => {
  assert.deepEqual(found(/font-size:\s*\d+(?:\.\d+)?(?:px|rem|pt)/g), [])
})

test('every token that is used is declared', () => {
  const used = found(/var\((--[\w-]+)/g).map((text) => text.replace(/^.*var\(/, ''))
  assert.equal(used.length > 50, true)
  assert.deepEqual(
    used.filter((name) => !declared.has(name)),
    [],
  )
})
