import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { makeFixture, temporaryFolder } from './make-fixture.ts'
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
  assert.match(
    stdout,
    /^old\.csv: 3 rows, 2 columns, 0 % of cells missing, 0 duplicate rows, 62 B\n/,
  )
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

test('a group and a version of a dataset are profiled by their names, by a column', async () => {
  const cwd = await makeFixture(folder)
  const swell = (...args: string[]) => runSwell(args, { cwd })
  const tell = (...args: string[]) => swell('data', 'profile', ...args)
  assert.equal((await swell('group', 'load', 'counts')).code, 0)
  const group = await tell('counts', '--by', 'station')
  assert.match(group.stdout, /^counts: 2,184 rows, 3 columns/)
  assert.match(group.stdout, /\nBy station\nstation +rows +riders \(mean\)\nbridge +728 +1,799\n/)
  const wrong = await tell('cunts')
  assert.match(wrong.stderr, /features\.groupNotFound: .* Did you mean "counts"\?/)
  writeFileSync(join(cwd, 'ports.csv'), 'port,height\nCork,?\nCobh,2\n')
  assert.equal((await swell('data', 'add', 'ports.csv')).code, 0)
  const version = await tell('ports.csv@latest', '--missing', '?')
  assert.match(version.stdout, /^ports\.csv@latest: 2 rows, 2 columns, 25 % of cells missing/)
})

test('no file ends with 4, and a file without rows with 6', async () => {
  const none = await profile('none.csv')
  const unknown = await profile('swells')
  assert.equal(unknown.stderr, none.stderr.replaceAll('none.csv', 'swells'))
  assert.deepEqual([none.code, none.stdout], [4, ''])
  assert.match(none.stderr, /data\.nothingToProfile/)
  write('head.csv', '')
  assert.equal((await profile('head.csv')).code, 6)
})
