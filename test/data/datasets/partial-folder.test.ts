import assert from 'node:assert/strict'
import { mkdir, readdir, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { digestOf } from '../../../src/base/index.ts'
import { openPartialFolder, removeOldPartials } from '../../../src/data/datasets/partial-folder.ts'
import { draftName } from '../../../src/storage/index.ts'
import { temporaryFolder } from '../../storage/temporary-folder.ts'

const digest = digestOf('a large file')
/** As a process of this host named it that has ended. */
const dead = draftName(digest).replace(/^\d+/, '4194304')

test('what a dead process left is taken over, what a living one has is not', async (t) => {
  const state = await temporaryFolder(t)
  const own = await openPartialFolder(state, digest)
  await mkdir(join(state, 'partial', dead), { recursive: true })
  await writeFile(join(state, 'partial', dead, 'content'), 'half')
  assert.equal(await openPartialFolder(state, digest), own)
  assert.deepEqual(await readdir(own), ['content'])
  await openPartialFolder(state, digestOf('another'))
  assert.deepEqual(await readdir(own), ['content'])
})

test('what nobody came back for goes, once it is old', async (t) => {
  const state = await temporaryFolder(t)
  const left = join(state, 'partial', dead)
  await mkdir(left, { recursive: true })
  assert.equal(await removeOldPartials(state, 60_000), 0)
  await utimes(left, new Date(0), new Date(0))
  assert.equal(await removeOldPartials(state, 60_000), 1)
  assert.deepEqual(await readdir(join(state, 'partial')), [])
  assert.equal(await removeOldPartials(join(state, 'nowhere'), 0), 0)
})
