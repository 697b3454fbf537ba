import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { readProjectCode } from '../../src/project/index.ts'
import { temporaryProject } from './temporary-project.ts'

const files = {
  'swell.config.ts': `import { models } from './models.ts'\nexport const project = { models }\n`,
  'models.ts': `import { views } from './views.ts'\nexport const models = [views]\n`,
  'views.ts': `import { groups } from './groups.ts'\nexport const views = { groups }\n`,
  'groups.ts': `export const groups = (height: number): number => height ** 2\n`,
  'notes.ts': `export const note = 'nobody imports it'\n`,
}

test('comments, layout and types leave the fingerprint as it is', async (t) => {
  const root = await temporaryProject(t, files)
  const before = (await readProjectCode(root)).fingerprint
  assert.match(before, /^[0-9a-f]{16}$/)
  const same = [
    `// A comment.\nexport const groups = (height: number): number => height ** 2\n`,
    `/*! A comment of a licence. */\nexport const groups = (height: number): number => height ** 2\n`,
    `/** @license MIT */\nexport const groups = (height: number): number => height ** 2\n`,
    `export const groups = (\n  height: number,\n): number =>\n  height ** 2;\n`,
    `export const groups = (height: number) => height ** 2\n`,
    `export type Group = 'swells'\nexport const groups = (height: number): number => height ** 2\n`,
  ]
  for (const text of same) {
    await writeFile(join(root, 'groups.ts'), text)
    assert.equal((await readProjectCode(root)).fingerprint, before, text)
  }
  await writeFile(join(root, 'notes.ts'), `export const note = 'still nobody'\n`)
  assert.equal((await readProjectCode(root)).fingerprint, before)
})

test('a value three imports away changes the fingerprint', async (t) => {
  const root = await temporaryProject(t, files)
  const before = (await readProjectCode(root)).fingerprint
  await writeFile(
    join(root, 'groups.ts'),
    `export const groups = (height: number): number => height ** 3\n`,
  )
  assert.notEqual((await readProjectCode(root)).fingerprint, before)
  await writeFile(join(root, 'groups.ts'), files['groups.ts'])
  assert.equal((await readProjectCode(root)).fingerprint, before)
})

test('the same code in another folder has the same fingerprint', async (t) => {
  const roots = [await temporaryProject(t, files), await temporaryProject(t, files)]
  const [one, other] = await Promise.all(roots.map((root) => readProjectCode(root)))
  assert.equal(one?.fingerprint, other?.fingerprint)
})

test('a package that is imported is not part of the code', async (t) => {
  const root = await temporaryProject(t, {
    'swell.config.ts': `import { defineProject } from 'groundswell'\nimport { parse } from 'not-installed'\nexport const project = defineProject(parse())\n`,
  })
  assert.match((await readProjectCode(root)).fingerprint, /^[0-9a-f]{16}$/)
})
