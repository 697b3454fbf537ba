import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { fixedClock, isSwellError } from '../../src/base/index.ts'
import {
  currentProcess,
  findClaim,
  mayBeAlive,
  releaseClaim,
  takeClaim,
} from '../../src/storage/index.ts'
import { noon, temporaryDatabase, temporaryDatabaseFile } from './temporary-database.ts'

const now = fixedClock(noon)

test('a name is held by one at a time, and free again once released', async (t) => {
  const deps = { database: await temporaryDatabase(t), now }
  const claim = await takeClaim(deps, 'pipeline:surf')
  await takeClaim(deps, 'pipeline:other')
  await assert.rejects(takeClaim(deps, 'pipeline:surf'), (error) => {
    assert(isSwellError(error, 'storage.claimHeld'))
    assert.equal(
      error.message,
      `"pipeline:surf" is held by process ${process.pid} on ${hostname()} since 2026-03-01T12:00:00.000Z.`,
    )
    return true
  })
  assert.equal(await releaseClaim(deps, claim), true)
  const later = await takeClaim(deps, 'pipeline:surf')
  assert.equal(await releaseClaim(deps, claim), false)
  assert.deepEqual(await findClaim(deps.database, 'pipeline:surf'), later)
})

test('of several that claim the same name at once, one succeeds', async (t) => {
  const { database, reopen } = await temporaryDatabaseFile(t)
  const handles = [database, await reopen(), await reopen()]
  const claims = await Promise.allSettled(
    handles.map((handle) => takeClaim({ database: handle, now }, 'surf')),
  )
  assert.deepEqual(claims.map(({ status }) => status).toSorted(), [
    'fulfilled',
    'rejected',
    'rejected',
  ])
})

test('what a killed process held is taken over, and not before', async (t) => {
  const { database, path } = await temporaryDatabaseFile(t)
  const child = spawn(
    process.execPath,
    [join(import.meta.dirname, 'hold-claim.ts'), path, 'surf'],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  )
  t.after(() => child.kill('SIGKILL'))
  await once(child.stdout, 'data')
  await assert.rejects(takeClaim({ database, now }, 'surf'), (error) => {
    assert(isSwellError(error, 'storage.claimHeld'))
    assert.equal(error.details['owner'], `process ${child.pid} on ${hostname()}`)
    return true
  })
  child.kill('SIGKILL')
  await once(child, 'exit')
  const claim = await takeClaim({ database, now }, 'surf')
  assert.deepEqual(claim.owner, currentProcess())
})

test('a process number that was given away again does not deceive', () => {
  const own = currentProcess()
  assert.equal(mayBeAlive(own), true)
  assert.equal(mayBeAlive({ ...own, startedAt: 'at another time' }), false)
})

test('a process of another host is never held for dead', () => {
  assert.equal(mayBeAlive({ pid: 2 ** 22 + 1, host: 'elsewhere', startedAt: 'once' }), true)
  assert.equal(mayBeAlive({ pid: 2 ** 22 + 1, host: hostname(), startedAt: 'once' }), false)
})
