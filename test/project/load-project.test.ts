import assert from 'node:assert/strict'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { isSwellError, type SwellError } from '../../src/base/index.ts'
import { findProjectRoot, loadProject } from '../../src/project/index.ts'
import { temporaryFolder } from '../storage/temporary-folder.ts'
import { projectModule, temporaryProject } from './temporary-project.ts'

const define = `import { defineProject } from '${projectModule}'\n`

async function failureOf(root: string): Promise<SwellError> {
  try {
    await loadProject(root)
  } catch (error) {
    if (isSwellError(error)) return error
    throw error
  }
  throw new Error('it was loaded')
}

test('a project is what its swell.config.ts exports under that name', async (t) => {
  const root = await temporaryProject(t, {
    'swell.config.ts': `${define}import { name } from './names.ts'\nexport const project = defineProject({ name: name satisfies string })`,
    'names.ts': `export const name: string = 'surf'`,
  })
  const project = await loadProject(root)
  assert.deepEqual([project.kind, project.name, project.groups], ['project', 'surf', []])
})

test('the folder of a project is found from anywhere below it', async (t) => {
  const root = await temporaryProject(t, { 'swell.config.ts': '' })
  const below = join(root, 'groups', 'deep')
  await mkdir(below, { recursive: true })
  assert.equal(findProjectRoot(root), root)
  assert.equal(findProjectRoot(below), root)
})

test('where no project is, it says where it looked and how to make one', async (t) => {
  const folder = await temporaryFolder(t)
  assert.throws(() => findProjectRoot(folder), {
    code: 'project.configNotFound',
    message: `There is no swell.config.ts in ${folder} or above it.`,
    hint: /swell init/,
  })
})

test('a config that exports no project says what it exports', async (t) => {
  const other = await temporaryProject(t, {
    'swell.config.ts': `${define}export const surf = defineProject({ name: 'surf' })\nexport default 1`,
  })
  const { code, message, hint } = await failureOf(other)
  assert.deepEqual(
    [code, message],
    [
      'project.configHasNoProject',
      `${join(other, 'swell.config.ts')} exports no \`project\`; it exports default, surf.`,
    ],
  )
  assert.match(hint ?? '', /export const project = defineProject/)
  const empty = await temporaryProject(t, { 'swell.config.ts': '// nothing yet' })
  assert.match((await failureOf(empty)).message, /it exports nothing\.$/)
  const plain = await temporaryProject(t, {
    'swell.config.ts': `export const project = { name: 'surf' }`,
  })
  assert.match((await failureOf(plain)).message, /it exports project\.$/)
})

test('a syntax error names its file and line, also in a file that the config imports', async (t) => {
  const own = await temporaryProject(t, {
    'swell.config.ts': `export const one = 1\nexport const two = = 2\n`,
  })
  const first = await failureOf(own)
  assert.equal(first.code, 'project.configBroken')
  assert.ok(first.message.endsWith('(swell.config.ts:2)'), first.message)

  const imported = await temporaryProject(t, {
    'swell.config.ts': `import './groups/swells.ts'\n`,
    'groups/swells.ts': `export const one = 1\n\nexport const swells = {\n  name: 'swells',\n  key: [\n}\n`,
  })
  const second = await failureOf(imported)
  assert.equal(second.code, 'project.configBroken')
  assert.match(second.message, /\(groups\/swells\.ts:[56]\)$/)
})

test('an error that the project throws names its place', async (t) => {
  const root = await temporaryProject(t, {
    'swell.config.ts': `import { read } from './read.ts'\nread(undefined)\n`,
    'read.ts': `export function read(text: string | undefined): number {\n  return text!.length\n}\n`,
  })
  const { code, message } = await failureOf(root)
  assert.equal(code, 'project.configBroken')
  assert.equal(
    message,
    `${join(root, 'swell.config.ts')} can't be loaded: Cannot read properties of undefined (reading 'length') (read.ts:2)`,
  )
})

test('an import of nothing is named', async (t) => {
  const file = await temporaryProject(t, {
    'swell.config.ts': `import { swells } from './groups/swells.ts'\nexport const project = swells`,
  })
  const missingFile = await failureOf(file)
  assert.equal(missingFile.code, 'project.configBroken')
  assert.match(missingFile.message, /groups\/swells\.ts' imported from .*swell\.config\.ts/)
  const name = await temporaryProject(t, {
    'swell.config.ts': `import { swels } from './swells.ts'\nexport const project = swels`,
    'swells.ts': `export const swells = 1`,
  })
  assert.match((await failureOf(name)).message, /'swels'.*\(swell\.config\.ts:1\)$/)
})

test('what a definition refuses is told as it is', async (t) => {
  const root = await temporaryProject(t, {
    'swell.config.ts': `${define}export const project = defineProject({ name: 'My Surf' })`,
  })
  const { code, message } = await failureOf(root)
  assert.deepEqual(
    [code, message],
    ['project.notAName', '"My Surf" can\'t be the name of a project.'],
  )
})
