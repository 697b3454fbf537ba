import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  findBadNames,
  findDefaultExports,
  findIncompleteFolders,
  findLongFiles,
  findOpenDoors,
} from './names.ts'
import { isSource, listFiles, readFiles, readSource } from './source-files.ts'

const isCode = (path: string) =>
  (isSource(path) || /^(test|bench|scripts|bin|examples)\/.*\.(m?js|tsx?)$/.test(path)) &&
  !path.includes('/templates/')

test('files and folders are named in kebab-case by what is in them', () => {
  assert.deepEqual(findBadNames(listFiles()), [])
})

test('each folder of src has a README of a page, a door, and a table of its errors', () => {
  const files = readFiles((path) => isSource(path) || /^src\/[^/]+\/README\.md$/.test(path))
  assert.deepEqual(findIncompleteFolders(files), [])
})

test('no file of code is longer than can be read in one go', () => {
  assert.deepEqual(findLongFiles(readFiles(isCode)), [])
})

test('exports have names', () => {
  assert.deepEqual(findDefaultExports(readFiles(isCode)), [])
  assert.deepEqual(findOpenDoors(readSource()), [])
})

test('a name that is not kebab-case or says nothing is found', () => {
  assert.deepEqual(
    findBadNames([
      'src/data/readRows.ts',
      'src/data/row-utils.ts',
      'src/shared/row.ts',
      'src/ui/kit/Dialog.tsx',
      'src/data/read-rows.ts',
      'test/data/typesetting.test.ts',
      'LICENSE',
    ]),
    [
      'src/data/readRows.ts: not kebab-case',
      `src/data/row-utils.ts: "utils" doesn't say what is in it`,
      `src/shared/row.ts: "shared" doesn't say what is in it`,
      'src/ui/kit/Dialog.tsx: not kebab-case',
    ],
  )
})

test('a folder without README, door or error table is found', () => {
  const files = [
    { path: 'src/data/read.ts', text: `throw dataErrors.tornLine({})` },
    { path: 'src/table/index.ts', text: '' },
    { path: 'src/table/README.md', text: '# table\n' },
  ]
  assert.deepEqual(findIncompleteFolders(files), [
    'src/data has no README.md',
    'src/data has no index.ts',
    'src/data has no errors.ts',
    'src/table/README.md has 1 lines, not 10 to 60',
  ])
})

test('a file of more than 400 lines is found', () => {
  assert.deepEqual(findLongFiles([{ path: 'src/a.ts', text: '\n'.repeat(400) + 'x\n' }]), [
    'src/a.ts has 401 lines; the most is 400',
  ])
})

test('default exports and star exports are found', () => {
  const files = [
    { path: 'src/data/a.ts', text: 'export default 1' },
    { path: 'src/data/b.ts', text: 'const b = 1\nexport { b as default }' },
    { path: 'src/ui/vite.config.ts', text: 'export default {}' },
    { path: 'src/data/index.ts', text: `export * from './a.ts'` },
  ]
  assert.deepEqual(findDefaultExports(files), [
    'src/data/a.ts has a default export',
    'src/data/b.ts has a default export',
  ])
  assert.deepEqual(findOpenDoors(files), [
    'src/data/index.ts: name each export, and keep code out of the door',
  ])
})
