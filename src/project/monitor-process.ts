import { readdir } from 'node:fs/promises'
import { constants, setPriority } from 'node:os'
import { extname } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { messageOf, type Log, type LogLevel } from '../base/index.ts'
import { runDueMonitors, watchObjective } from '../monitoring/index.ts'
import { answerMonitorQuestion } from './answer-monitor-question.ts'
import { loadProject } from './load-project.ts'
import type { MonitorMessage, MonitorNews, MonitorRequest } from './monitor-messages.ts'
import { mostOfProcessor } from './most-of-processor.ts'
import { openProject, type OpenedProject } from './opened-project.ts'
import { toTextError } from './processes/text-error.ts'

const ending = new AbortController()
const opened = Promise.withResolvers<OpenedProject>()
// Who asks is told; it may be that nobody does.
opened.promise.catch(() => undefined)

process.on('message', (message: MonitorMessage) => {
  if (message.type === 'watch') void watch(message).finally(() => process.exit())
  else void answer(message)
})
// Whoever began it is gone, however that came.
process.once('disconnect', () => ending.abort())

async function watch(request: MonitorRequest): Promise<void> {
  const tell = (level: LogLevel) => (text: string) => say({ type: 'log', level, text })
  const log: Log = {
    debug: tell('debug'),
    info: tell('info'),
    warn: tell('warn'),
    error: tell('error'),
  }
  try {
    await giveWay()
    const project = await open(request, log)
    opened.resolve(project)
    // The first one also pays for what is loaded and compiled.
    await inTurn(() => look(project))
    let restMs = request.lookEveryMs
    while (!ending.signal.aborted) {
      await pause(restMs, undefined, { signal: ending.signal }).catch(() => undefined)
      const before = process.cpuUsage()
      await inTurn(() => look(project))
      const { user, system } = process.cpuUsage(before)
      restMs = Math.max(request.lookEveryMs, ((user + system) / 1000) * (1 / mostOfProcessor - 1))
    }
    await project.close()
  } catch (error) {
    opened.reject(error)
    log.error(`monitors are not looked after: ${messageOf(error)}`)
  }
}

async function answer({
  id,
  question,
}: Extract<MonitorMessage, { readonly type: 'ask' }>): Promise<void> {
  try {
    const project = await opened.promise
    const ask = () => answerMonitorQuestion(project, question)
    // A look that is kept would find the monitor busy while it is looked at here.
    const found = await (question.kind === 'look' ? inTurn(ask) : ask())
    say({ type: 'answered', id, answer: found })
  } catch (error) {
    say({ type: 'refused', id, error: toTextError(error) })
  }
}

let turn: Promise<unknown> = Promise.resolve()

/** One after the other. */
function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
  const done = turn.then(work)
  turn = done.catch(() => undefined)
  return done
}

function say(news: MonitorNews): void {
  if (process.connected) process.send?.(news)
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
