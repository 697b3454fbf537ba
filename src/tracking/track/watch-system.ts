import { execFile } from 'node:child_process'
import { statfs } from 'node:fs/promises'
import { cpus, freemem, totalmem } from 'node:os'
import { promisify } from 'node:util'

export type SystemValues = Readonly<Record<string, number>>

export interface SystemWatch {
  /** Takes a last look, unless the watch has only just begun. */
  stop(): Promise<void>
}

export interface SystemWatchOptions {
  readonly everyMs: number
  /** The disk that is looked at is the one of this folder. */
  readonly folder: string
  readonly record: (values: SystemValues) => void
}

const leastMs = 1000
const megabyte = 1_000_000

/** Measures processor, memory, disk and graphics cards of this machine again and again, by MLflow's names. */
export function watchSystem({ everyMs, folder, record }: SystemWatchOptions): SystemWatch {
  const startedAt = performance.now()
  let before = readProcessor()
  let looking: Promise<void> | undefined
  let graphics: SystemValues | undefined = {}
  const look = async () => {
    const now = readProcessor()
    const used = usedBetween(before, now)
    before = now
    // A machine without cards has none later either.
    if (graphics !== undefined) graphics = await readGraphics()
    record({ ...used, ...readMemory(), ...(await readDisk(folder)), ...graphics })
  }
  const timer = setInterval(() => {
    looking ??= look().finally(() => (looking = undefined))
  }, everyMs)
  timer.unref()
  return {
    async stop() {
      clearInterval(timer)
      await looking
      if (performance.now() - startedAt >= leastMs) await look()
    },
  }
}

interface ProcessorTimes {
  readonly busyMs: number
  readonly allMs: number
  readonly ownMs: number
  readonly atMs: number
}

function readProcessor(): ProcessorTimes {
  let [idle, all] = [0, 0]
  for (const { times } of cpus()) {
    idle += times.idle
    all += times.user + times.nice + times.sys + times.irq + times.idle
  }
  const { user, system } = process.cpuUsage()
  return { busyMs: all - idle, allMs: all, ownMs: (user + system) / 1000, atMs: performance.now() }
}

function usedBetween(before: ProcessorTimes, now: ProcessorTimes): SystemValues {
  const share = (part: number, whole: number) => (whole > 0 ? (100 * part) / whole : 0)
  return {
    'system/cpu_utilization_percentage': share(
      now.busyMs - before.busyMs,
      now.allMs - before.allMs,
    ),
    'system/process_cpu_percentage': share(now.ownMs - before.ownMs, now.atMs - before.atMs),
  }
}

function readMemory(): SystemValues {
  const used = totalmem() - freemem()
  return {
    'system/system_memory_usage_megabytes': used / megabyte,
    'system/system_memory_usage_percentage': (100 * used) / totalmem(),
    'system/process_memory_megabytes': process.memoryUsage.rss() / megabyte,
  }
}

async function readDisk(folder: string): Promise<SystemValues> {
  try {
    const { blocks, bavail, bfree, bsize } = await statfs(folder)
    return {
      'system/disk_usage_percentage': (100 * (blocks - bfree)) / blocks,
      'system/disk_usage_megabytes': ((blocks - bfree) * bsize) / megabyte,
      'system/disk_available_megabytes': (bavail * bsize) / megabyte,
    }
  } catch {
    // A disk that tells nothing of itself is no reason for a run to fail.
    return {}
  }
}

/** Of each card of NVIDIA how busy it is and what memory is in use; undefined where there is none. */
async function readGraphics(): Promise<SystemValues | undefined> {
  try {
    const wanted = '--query-gpu=utilization.gpu,memory.used,memory.total,power.draw'
    const { stdout } = await promisify(execFile)(
      'nvidia-smi',
      [wanted, '--format=csv,noheader,nounits'],
      { timeout: 5000 },
    )
    return parseGraphics(stdout)
  } catch {
    return undefined
  }
}

/** What `nvidia-smi` prints, a card a line. */
export function parseGraphics(text: string): SystemValues {
  const cards = text.split('\n').filter((line) => line.trim() !== '')
  return Object.fromEntries(
    cards.flatMap((line, card) => {
      const [busy, used, total, power] = line.split(',').map(Number)
      const values = {
        utilization_percentage: busy,
        memory_usage_megabytes: used,
        memory_usage_percentage: used === undefined || !total ? undefined : (100 * used) / total,
        power_usage_watts: power,
      }
      return Object.entries(values).flatMap(([name, value]) =>
        value === undefined || Number.isNaN(value) ? [] : [[`system/gpu_${card}_${name}`, value]],
      )
    }),
  )
}
