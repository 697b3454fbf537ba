import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { withLock } from '../../scripts/setup/lock.mjs'
import { root } from '../architecture/source-files.ts'

let folder: string

before(() => {
  folder = mkdtempSync(join(tmpdir(), 'swell-lock-'))
})

after(() => rmSync(folder, { recursive: true }))

test('of several processes that want one lock, one works at a time', () => {
  const log = join(folder, 'log')
  const module = pathToFileURL(join(root, 'scripts/setup/lock.mjs')).href
  const work = `
    import { appendFileSync } from 'node:fs'
    import { withLock } from '${module}'
    await withLock(new URL('${pathToFileURL(join(folder, 'shared-lock')).href}/'), async () => {
      appendFileSync('${log}', 'in ')
      await new Promise((resolve) => setImmediate(resolve))
      appendFileSync('${log}', 'out ')
    })`
  const one = `"${process.execPath}" --input-type=module --eval "$WORK" &`
  const { status } = spawnSync('sh', ['-c', `${one} ${one} ${one} ${one} wait; cat "$LOG"`], {
    env: { ...process.env, WORK: work, LOG: log },
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  assert.equal(status, 0)
  assert.equal(readFileSync(log, 'utf8'), 'in out in out in out in out ')
  assert.deepEqual(
    readdirSync(folder).filter((name) => name.startsWith('shared-lock')),
    [],
  )
})

test('the lock of a process that was killed is taken over', async () => {
  const lock = join(folder, 'dead-lock')
  const { pid } = spawnSync(process.execPath, ['--version'])
  mkdirSync(lock)
  writeFileSync(join(lock, `${pid}@${hostname()}`), '')
  assert.equal(await withLock(pathToFileURL(`${lock}/`), async () => 'done'), 'done')
  assert.equal(existsSync(lock), false)
})

test('a failure inside gives the lock back', async () => {
  const lock = join(folder, 'failed-lock')
  const work = withLock(pathToFileURL(`${lock}/`), async () => {
    throw new Error('no disk')
  })
  await assert.rejects(work, { message: 'no disk' })
  assert.equal(existsSync(lock), false)
})
