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
 * Runs `work` while no other process on this folder does. The lock is a directory that holds a file
 * for each of its holders: this process, and the programs that `work` starts and tells of by
 * `addHolder(pid)`, which may outlive a killed parent. A process takes the lock by renaming a
 * directory of its own onto it, which succeeds only where there is none or an empty one; so a dead
 * holder's file is deleted by its name, and nobody can delete a lock that another has just taken.
 */
export async function withLock(lock, work) {
  const owner = nameHolder(process.pid)
  const draft = new URL(`${lock.href.replace(/\/$/, '')}.${process.pid}/`)
  let hasSaidSo = false
  while (!take(lock, draft, owner)) {
    const [living] = dropTheDead(lock)
    if (living === undefined) continue
    if (!hasSaidSo) process.stderr.write(`Waiting for another set-up (${living}) to end …\n`)
    hasSaidSo = true
    await wait(200)
  }
  const release = () => dropHolder(lock, owner)
  process.once('exit', release)
  try {
    return await work((pid) => writeFileSync(new URL(nameHolder(pid), lock), ''))
  } finally {
    process.removeListener('exit', release)
    dropTheDead(lock)
    release()
  }
}

const nameHolder = (pid) => `${pid}@${hostname()}`

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

/** Deletes the files of holders that are gone, and returns the names of the others. */
function dropTheDead(lock) {
  const holders = listHolders(lock)
  const living = holders.filter((holder) => !isDead(lock, holder))
  for (const holder of holders) if (!living.includes(holder)) dropHolder(lock, holder)
  return living
}

function listHolders(lock) {
  try {
    return readdirSync(lock)
  } catch (error) {
    if (error.code === 'ENOENT') return []
    throw error
  }
}

function isDead(lock, holder) {
  const [pid, host] = holder.split('@')
  if (host === hostname()) return !isAlive(Number(pid))
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

function dropHolder(lock, holder) {
  try {
    unlinkSync(new URL(holder, lock))
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
