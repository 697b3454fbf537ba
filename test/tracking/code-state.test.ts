import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { readCodeState } from '../../src/tracking/index.ts'
import { temporaryFolder } from '../storage/temporary-folder.ts'

test('tells the commit, and whether files differ from it', async (t) => {
  const root = await temporaryFolder(t)
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org', ...args], {
      cwd: root,
      encoding: 'utf8',
    }).trim()
  git('init', '--quiet')
  await writeFile(join(root, 'a.txt'), '1')
  assert.deepEqual(await readCodeState({ root }), { dirty: true })
  git('add', 'a.txt')
  git('commit', '--quiet', '--message', 'one')
  const commit = git('rev-parse', 'HEAD')
  assert.deepEqual(await readCodeState({ root }), { commit, dirty: false })
  await writeFile(join(root, 'a.txt'), '2')
  assert.deepEqual(await readCodeState({ root }), { commit, dirty: true })
})

test('knows nothing where there is no repository', async (t) => {
  assert.deepEqual(await readCodeState({ root: await temporaryFolder(t) }), {})
})
