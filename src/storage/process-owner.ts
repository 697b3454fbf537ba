import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { hostname } from 'node:os'

/**
 * A process, told apart from a later one that was given the same number. `startedAt` is what the
 * system says of its start, to be compared and not to be read; it is absent where it can't be known.
 */
export interface ProcessOwner {
  readonly pid: number
  readonly host: string
  readonly startedAt?: string
}

let current: ProcessOwner | undefined

/** This process. */
export function currentProcess(): ProcessOwner {
  current ??= { pid: process.pid, host: hostname(), ...startOf(process.pid) }
  return current
}

/** False only for a process of this host that has surely ended; of other hosts nothing is known. */
export function mayBeAlive(owner: ProcessOwner): boolean {
  if (owner.host !== hostname()) return true
  if (!isRunning(owner.pid)) return false
  const { startedAt } = startOf(owner.pid)
  return startedAt === undefined || owner.startedAt === undefined || startedAt === owner.startedAt
}

export function describeProcess(owner: ProcessOwner): string {
  return `process ${owner.pid} on ${owner.host}`
}

/** Reads what `JSON.stringify` made of an owner. */
export function parseProcessOwner(text: string): ProcessOwner {
  return JSON.parse(text) as ProcessOwner
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // EPERM: it is there and belongs to somebody else.
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

function startOf(pid: number): { startedAt?: string } {
  const startedAt = process.platform === 'linux' ? linuxStart(pid) : psStart(pid)
  return startedAt === undefined ? {} : { startedAt }
}

/** Clock ticks from boot to start, with the boot they count from; `ended` for a zombie. */
function linuxStart(pid: number): string | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The second field, the command, stands in parentheses and may hold spaces and parentheses.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    if (fields[0] === 'Z' || fields[0] === 'X') return 'ended'
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
    return `${boot} ${fields[19]}`
  } catch {
    return undefined
  }
}

function psStart(pid: number): string | undefined {
  try {
    const env = { ...process.env, LC_ALL: 'C', TZ: 'UTC' }
    const found = execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], {
      env,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    return found.trim() || undefined
  } catch {
    return undefined
  }
}
