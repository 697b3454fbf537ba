import { fork } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { extname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { messageOf, parseDuration, type Log, type ResolvedSettings } from '../base/index.ts'
import { announceMonitoring } from './ask-monitors.ts'
import { projectErrors } from './errors.ts'
import { configName } from './load-project.ts'
import type { MonitorAnswer, MonitorMessage, MonitorNews } from './monitor-messages.ts'
import type { OpenedProject } from './opened-project.ts'
import { fromTextError } from './processes/text-error.ts'

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

async function monitorOnce(project: OpenedProject, signal: AbortSignal, log: Log): Promise<void> {
  const { root, settings, environment, now } = project
  const child = fork(processFile, [], {
    cwd: root,
    env: { ...environment },
    // Paths in ours are from another folder.
    execArgv: [],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    serialization: 'advanced',
  })
  const questions = openQuestions()
  const send = (message: MonitorMessage) =>
    child.send(message, (error) => {
      // It is ending: nothing that is asked will be answered.
      if (error !== null) questions.giveUp()
    })
  child.on('message', (message) => {
    const news = message as MonitorNews
    if (news.type === 'log') log[news.level](news.text)
    else questions.settle(news)
  })
  const end = () => child.disconnect()
  signal.addEventListener('abort', end, { once: true })
  const withdraw = announceMonitoring(project, (question) =>
    questions.open((id) => send({ type: 'ask', id, question })),
  )
  try {
    // A step's settings watch who reads them, and can't be sent as they are.
    const plain = JSON.parse(JSON.stringify(settings)) as ResolvedSettings
    const aheadMs = now().getTime() - Date.now()
    send({ type: 'watch', root, settings: plain, aheadMs, lookEveryMs })
    // Not 'close': it never comes once the channel was closed from here.
    const [code, killedBy] = (await once(child, 'exit')) as [number | null, string | null]
    if (!signal.aborted) {
      log.warn(`who looks after monitors has ended (${code ?? killedBy}); another one is begun`)
    }
  } finally {
    withdraw()
    questions.giveUp()
    signal.removeEventListener('abort', end)
  }
}

/** What was asked of a process and not answered yet. */
function openQuestions() {
  const waiting = new Map<number, PromiseWithResolvers<MonitorAnswer>>()
  let count = 0
  return {
    open(send: (id: number) => void): Promise<MonitorAnswer> {
      count += 1
      const answer = Promise.withResolvers<MonitorAnswer>()
      waiting.set(count, answer)
      send(count)
      return answer.promise
    },
    settle(news: Exclude<MonitorNews, { readonly type: 'log' }>): void {
      const answer = waiting.get(news.id)
      waiting.delete(news.id)
      if (news.type === 'answered') answer?.resolve(news.answer)
      else answer?.reject(fromTextError(news.error))
    },
    giveUp(): void {
      for (const answer of waiting.values()) answer.reject(projectErrors.monitorsGone({}))
    },
  }
}
