import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { createClient } from '../../src/client/index.ts'
import { openHarbour } from './catch-project.ts'
import { addLoggedRun, addRunFile } from './logged-project.ts'

function commit(root: string, file: string, text: string): string {
  const git = (...args: string[]) =>
    execFileSync('git', ['-c', 'user.name=maeve', '-c', 'user.email=m@example.com', ...args], {
      cwd: root,
      encoding: 'utf8',
    })
  git('init', '-q')
  writeFileSync(join(root, file), text)
  git('add', file)
  git('commit', '-qm', file)
  return git('rev-parse', 'HEAD').trim()
}

function codeTags(commitId: string, lockfile: string) {
  return [
    { key: 'mlflow.source.git.commit', value: commitId },
    { key: 'swell.lockfile.package-lock.json', value: lockfile },
  ]
}

test('the code of two runs is compared by commits, by what was not committed, by versions', async (t) => {
  const { server, project } = await openHarbour(t)
  const one = commit(project.root, 'nets.ts', 'export const mesh = 4\n')
  const two = commit(project.root, 'nets.ts', 'export const mesh = 5\n')
  const first = await addLoggedRun(project, { name: 'first', tags: codeTags(one, 'a'.repeat(64)) })
  const second = await addLoggedRun(project, {
    name: 'second',
    tags: [...codeTags(two, 'b'.repeat(64)), { key: 'mlflow.source.git.dirty', value: 'true' }],
  })
  await addRunFile(project, second, 'code/changes.diff', '--- a/boats.ts\n+++ b/boats.ts\n')
  const client = createClient(server.url)
  const compare = (id: string, from: string) =>
    client.getCodeDifference({ params: { id }, query: { from } })
  const { patch, ...rest } = await compare(second, first)
  assert.deepEqual(patch?.files, [{ path: 'nets.ts', added: 1, removed: 1 }])
  assert.match(patch?.text ?? '', /^-export const mesh = 4\n\+export const mesh = 5$/m)
  assert.deepEqual(rest.lockfiles, [
    { name: 'package-lock.json', first: 'a'.repeat(64), second: 'b'.repeat(64) },
  ])
  assert.deepEqual(
    [rest.first.isChanged, rest.first.changes, rest.second.isChanged, rest.second.changes],
    [false, null, true, '--- a/boats.ts\n+++ b/boats.ts\n'],
  )
  const same = await compare(first, first)
  assert.deepEqual(same.patch, { text: '', isCut: false, files: [] })
})

test('a commit that is none, or not here, is no command for git', async (t) => {
  const { server, project } = await openHarbour(t)
  const known = commit(project.root, 'nets.ts', 'export const mesh = 4\n')
  const first = await addLoggedRun(project, { tags: codeTags(known, '') })
  const client = createClient(server.url)
  for (const wrong of ['--output=/tmp/x', 'f'.repeat(40), 'HEAD', '']) {
    const id = await addLoggedRun(project, { tags: codeTags(wrong, '') })
    const { patch } = await client.getCodeDifference({ params: { id }, query: { from: first } })
    assert.equal(patch, null, wrong)
  }
})
