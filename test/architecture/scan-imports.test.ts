import assert from 'node:assert/strict'
import { test } from 'node:test'
import { scanImports } from './scan-imports.ts'

test('every form of import is found, and whether it is there at run time', () => {
  const text = `
    import { a } from './a.ts'
    import type { B } from './b.ts'
    import { type C, type D } from './c.ts'
    import { type E, f } from './e.ts'
    import * as g from './g.ts'
    import './h.ts'
    export { i } from './i.ts'
    export * from './j.ts'
    export type { K } from './k.ts'
    import {
      l,
      m,
    } from "./l.ts"
    const n = await import('./n.ts')
    type O = import('./o.ts').Other
    import p, { q } from './p.ts'
  `
  assert.deepEqual(
    scanImports(text)
      .map(({ specifier, isTypeOnly }) => specifier.slice(2, 3) + (isTypeOnly ? ' type' : ''))
      .toSorted(),
    ['a', 'b type', 'c type', 'e', 'g', 'h', 'i', 'j', 'k type', 'l', 'n', 'o type', 'p'],
  )
})

test('what stands in comments, strings, templates and after regular expressions is not taken for code', () => {
  const text = `
    // import './a.ts'
    /* import './b.ts' */
    const quote = /['"]/
    const text = "import './c.ts'"
    const template = \`
      import './d.ts'
    \`
    export const from = 'here'
    import './e.ts' // don't
    const ratio = a / b / c
    import './f.ts'
  `
  assert.deepEqual(
    scanImports(text).map((found) => found.specifier),
    ['./e.ts', './f.ts'],
  )
})

test('an export of a name and a later import are two statements', () => {
  const text = `export const a = 1\nexport function b() {}\nimport { c } from './c.ts'`
  assert.deepEqual(scanImports(text), [{ specifier: './c.ts', isTypeOnly: false }])
})
