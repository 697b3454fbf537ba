import { readdir } from 'node:fs/promises'
import { constants, setPriority } from 'node:os'
import { extname } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { messageOf, type Log, type LogLevel, type ResolvedSettings } from '../base/index.ts'
import { runDueMonitors, watchObjective } from '../monitoring/index.ts'
import { loadProject } from './load-project.ts'
import { openProject, type OpenedProject } from './opened-project.ts'

/** What a process that monitors is told to begin with. */
export interface MonitorRequest {
  readonly root: string
  readonly settings: ResolvedSettings
  /** How far the project's clock is ahead of the machine's. */
  readonly aheadMs: number
  readonly lookEveryMs: number
}

/** What it says to the log of whoever has begun it. */
export interface MonitorNews {
  readonly level: LogLevel
  readonly text: string
}

/** However much there is to measure: what is due waits, and is made up for. */
const mostOfProcessor = 0.01

const ending = new AbortController()

process.once('message', (request: MonitorRequest) => {
  void watch(request).finally(() => process.exit())
})
// Whoever began it is gone, however that came.
process.once('disconnect', () => ending.abort())

async function watch(request: MonitorRequest): Promise<void> {
  const say = (level: LogLevel) => (text: string) => {
    if (process.connected) process.send?.({ level, text } satisfies MonitorNews)
  }
  const log: Log = {
    debug: say('debug'),
    info: say('info'),
    warn: say('warn'),
    error: say('error'),
  }
  try {
    await giveWay()
    const project = await open(request, log)
    // The first one also pays for what is loaded and compiled.
    await look(project)
    let restMs = request.lookEveryMs
    while (!ending.signal.aborted) {
      await pause(restMs, undefined, { signal: ending.signal }).catch(() => undefined)
      const before = process.cpuUsage()
      await look(project)
      const { user, system } = process.cpuUsage(before)
      restMs = Math.max(request.lookEveryMs, ((user + system) / 1000) * (1 / mostOfProcessor - 1))
    }
    await project.close()
  } catch (error) {
    log.error(`monitors are not looked after: ${messageOf(error)}`)
  }
}

/** Who asks for predictions goes first. Linux asks each thread, and those that are there don't follow the first. */
async function giveWay(): Promise<void> {
  const { PRIORITY_BELOW_NORMAL } = constants.priority
  const threads = await readdir('/proc/self/task').catch(() => [])
  for (const thread of [process.pid, ...threads.map(Number)]) {
    setPriority(thread, PRIORITY_BELOW_NORMAL)
  }
}

async function open({ root, settings, aheadMs }: MonitorRequest, log: Log): Promise<OpenedProject> {
  // In a checkout a project's `groundswell` is the sources.
  if (extname(import.meta.url) === '.ts') {
    await import(new URL('../../scripts/register-source.mjs', import.meta.url).href)
  }
  const definition = await loadProject(root)
  const now = () => new Date(Date.now() + aheadMs)
  return openProject(definition, { root, settings, environment: process.env, log, now })
}

async function look(project: OpenedProject): Promise<void> {
  const { definition, log } = project
  try {
    const runs = await runDueMonitors(project, definition.monitors, { signal: ending.signal })
    for (const { monitor, state, badCount, until } of runs) {
      if (badCount === 0) continue
      log.warn(
        `monitor ${monitor}: ${state}, ${badCount} rule(s) not kept until ${until.toISOString()}`,
      )
    }
    for (const objective of definition.objectives) await watchObjective(project, objective)
  } catch (error) {
    // A database that is locked now may be free the next time.
    log.error(`monitors could not look: ${messageOf(error)}`)
  }
}
