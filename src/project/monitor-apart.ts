import { fork } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { extname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { messageOf, parseDuration, type Log, type ResolvedSettings } from '../base/index.ts'
import { configName } from './load-project.ts'
import type { MonitorNews, MonitorRequest } from './monitor-process.ts'
import type { OpenedProject } from './opened-project.ts'

/** The process's file stands beside this one, as TypeScript in a checkout and as JavaScript in dist. */
const processFile = new URL(`./monitor-process${extname(import.meta.url)}`, import.meta.url)

const lookEveryMs = parseDuration('5s')
const againMs = parseDuration('10s')

/**
 * Looks after a project's monitors and objectives until the signal is aborted, in a process of its own: what they
 * measure takes no time from those who ask for predictions. One that dies is begun again.
 */
export async function keepMonitoring(
  project: OpenedProject,
  { signal, log }: { readonly signal: AbortSignal; readonly log: Log },
): Promise<void> {
  const { monitors, objectives } = project.definition
  if (monitors.length + objectives.length === 0) return
  // A project that was not read from a folder can't be read by another process.
  if (!existsSync(join(project.root, configName))) return
  while (!signal.aborted) {
    try {
      await monitorOnce(project, signal, log)
    } catch (error) {
      log.error(`monitors are not looked after: ${messageOf(error)}`)
    }
    if (!signal.aborted)
      await pause(againMs, undefined, { signal, ref: false }).catch(() => undefined)
  }
}

async function monitorOnce(
  { root, settings, environment, now }: OpenedProject,
  signal: AbortSignal,
  log: Log,
): Promise<void> {
  const child = fork(processFile, [], {
    cwd: root,
    env: { ...environment },
    // Paths in ours are from another folder.
    execArgv: [],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  })
  child.on('message', (message) => {
    const { level, text } = message as MonitorNews
    log[level](text)
  })
  const end = () => child.disconnect()
  signal.addEventListener('abort', end, { once: true })
  try {
    // A step's settings watch who reads them, and can't be sent as they are.
    const plain = JSON.parse(JSON.stringify(settings)) as ResolvedSettings
    const aheadMs = now().getTime() - Date.now()
    child.send({ root, settings: plain, aheadMs, lookEveryMs } satisfies MonitorRequest)
    // Not 'close': it never comes once the channel was closed from here.
    const [code, killedBy] = (await once(child, 'exit')) as [number | null, string | null]
    if (!signal.aborted) {
      log.warn(`who looks after monitors has ended (${code ?? killedBy}); another one is begun`)
    }
  } finally {
    signal.removeEventListener('abort', end)
  }
}
