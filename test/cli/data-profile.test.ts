import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { temporaryFolder } from './make-fixture.ts'
import { runSwell } from './run-swell.ts'

const folder = temporaryFolder('data-profile')
const write = (name: string, rows: string) =>
  writeFileSync(join(folder, name), `port,height\n${rows}`)
write('old.csv', 'Cork,1\nCork,2\nGalway,3\n')
write('new.csv', 'Cork,4\nCork,5\nGalway,\n')

const profile = (...args: string[]) => runSwell(['data', 'profile', ...args], { cwd: folder })

test('a file is profiled without a project', async () => {
  const { code, stdout, stderr } = await profile('old.csv')
  assert.deepEqual({ code, stderr }, { code: 0, stderr: '' })
  assert.match(stdout, /^old\.csv: 3 rows, 2 columns, 0 % of cells missing, 0 duplicate rows, 62 B\n/)
  assert.match(stdout, /\nheight +number +0 % +3 +1 +2 +2 +3 +1\n/)
})

test('two files are compared, as a page and as JSON', async () => {
  const { code, stdout } = await profile(
    'new.csv',
    '--compare',
    'old.csv',
    '--out',
    'a/report.html',
  )
  assert.equal(code, 0)
  assert.match(stdout, /\nheight +much .* 2 → 4\.50 +0 % → 33 % +3 → 2\n/)
  assert.match(readFileSync(join(folder, 'a/report.html'), 'utf8'), /^<!doctype html>/)
  const asJson = await profile('new.csv', '--compare', 'old.csv', '--json')
  const { comparison } = JSON.parse(asJson.stdout) as {
    readonly comparison: { readonly rowCount: unknown }
  }
  assert.deepEqual(comparison.rowCount, { before: 3, after: 3 })
})

test('no file ends with 4, and a file without rows with 6', async () => {
  const none = await profile('none.csv')
  assert.deepEqual([none.code, none.stdout], [4, ''])
  assert.match(none.stderr, /data\.nothingToProfile/)
  write('head.csv', '')
  assert.equal((await profile('head.csv')).code, 6)
})
