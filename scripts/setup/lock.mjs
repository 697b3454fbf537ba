import {
  mkdirSync,
  readdirSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs'
import { hostname } from 'node:os'
import { setTimeout as wait } from 'node:timers/promises'

const longestWorkMs = 20 * 60_000

/**
 * Runs `work` while no other process on this folder does. The lock is a directory that holds one
 * file named after its owner. A process takes it by renaming a directory of its own onto it, which
 * succeeds only where there is none or an empty one; so a dead owner's file is deleted by name, and
 * nobody can delete a lock that another has taken in the meantime.
 */
export async function withLock(lock, work) {
  const owner = `${process.pid}@${hostname()}`
  const path = lock.href.replace(/\/$/, '')
  const draft = new URL(`${path}.${process.pid}/`)
  let hasSaidSo = false
  while (!take(lock, draft, owner)) {
    const holder = findHolder(lock)
    if (holder !== undefined && isDead(lock, holder)) release(lock, holder)
    else if (holder !== undefined) {
      if (!hasSaidSo) process.stderr.write(`Waiting for another set-up (${holder}) to end …\n`)
      hasSaidSo = true
      await wait(200)
    }
  }
  const onExit = () => release(lock, owner)
  process.once('exit', onExit)
  try {
    return await work()
  } finally {
    process.removeListener('exit', onExit)
    release(lock, owner)
  }
}

function take(lock, draft, owner) {
  rmSync(draft, { recursive: true, force: true })
  mkdirSync(draft)
  writeFileSync(new URL(owner, draft), '')
  try {
    removeEmpty(lock)
    renameSync(draft, lock)
    return true
  } catch (error) {
    rmSync(draft, { recursive: true, force: true })
    if (['ENOTEMPTY', 'EEXIST', 'EPERM'].includes(error.code)) return false
    throw error
  }
}

function findHolder(lock) {
  try {
    return readdirSync(lock)[0]
  } catch {
    return undefined
  }
}

function isDead(lock, holder) {
  const [pid, host] = holder.split('@')
  if (host === hostname()) return !isAlive(Number(pid)) || Number(pid) === process.pid
  // The owner is on another machine or in another container: only its age can be seen.
  const heldSinceMs = statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now()
  return Date.now() - heldSinceMs > longestWorkMs
}

function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

function release(lock, owner) {
  try {
    unlinkSync(new URL(owner, lock))
  } catch (error) {
    if (error.code !== 'ENOENT') throw error
  }
  removeEmpty(lock)
}

function removeEmpty(lock) {
  try {
    rmdirSync(lock)
  } catch (error) {
    if (!['ENOENT', 'ENOTEMPTY', 'EEXIST', 'EPERM'].includes(error.code)) throw error
  }
}
