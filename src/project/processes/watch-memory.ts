import { execFile } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import { promisify } from 'node:util'

/** How often memory is looked at: what grows faster may use more for so long. */
const lookEveryMs = 100

export interface WatchedMemory {
  /** What the group used at most, of what was seen. */
  readonly highestBytes: () => number
  readonly close: () => void
}

/** Looks at the memory of a group of processes and calls `onOver` once when it is above a limit. */
export function watchMemory(
  group: number,
  limitBytes: number,
  onOver: (usedBytes: number) => void,
): WatchedMemory {
  let highest = 0
  let isOpen = true
  let timer: NodeJS.Timeout | undefined
  async function look(): Promise<void> {
    const used = await memoryOf(group)
    highest = Math.max(highest, used)
    if (!isOpen) return
    if (used > limitBytes) return onOver(used)
    next()
  }
  async function tryToLook(): Promise<void> {
    try {
      await look()
    } catch {
      // The next look will tell, if the group has not ended.
      if (isOpen) next()
    }
  }
  const next = () => {
    timer = setTimeout(() => void tryToLook(), lookEveryMs)
    timer.unref()
  }
  next()
  return {
    highestBytes: () => highest,
    close: () => {
      isOpen = false
      clearTimeout(timer)
    },
  }
}

/** Bytes of memory that the processes of a group hold, those that they share counted for each. */
async function memoryOf(group: number): Promise<number> {
  if (process.platform !== 'linux') {
    const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'pgid=,rss='])
    const rows = stdout.split('\n').map((line) => line.trim().split(/\s+/).map(Number))
    return sum(rows.map(([pgid, kilobytes = 0]) => (pgid === group ? kilobytes * 1024 : 0)))
  }
  const processes = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  return sum(await Promise.all(processes.map((pid) => linuxMemory(pid, group))))
}

async function linuxMemory(pid: string, group: number): Promise<number> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8')
    // The second field, the command, stands in parentheses and may hold spaces and parentheses.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    if (Number(fields[2]) !== group) return 0
    const status = await readFile(`/proc/${pid}/status`, 'utf8')
    return Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0) * 1024
  } catch {
    // It ended while we looked.
    return 0
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0)
}
