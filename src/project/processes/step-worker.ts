import { createLog, type Clock, type Log, type ResolvedSettings } from '../../base/index.ts'
import { callerFor, findStep, stored, type WorkProfile } from '../../pipelines/index.ts'
import { loadProject } from '../load-project.ts'
import type { OpenedProject } from '../opened-project.ts'
import type { Project } from '../project-definition.ts'
import type { ProjectPorts } from '../project-ports.ts'
import { settingsIn } from '../settings-in.ts'
import { toTextError } from './text-error.ts'
import type { WorkerCall, WorkerMessage } from './worker-messages.ts'

/** A process that runs steps of the project whose folder it is started with, one after the other. */
const root = process.argv[2] ?? ''
const cancel = { controller: new AbortController() }
const definition = await loadProject(root)
let opened: OpenedProject | undefined

process.on('SIGTERM', () => cancel.controller.abort())
// Whoever started it has gone.
process.on('disconnect', () => process.exit())
process.on('message', (call: WorkerCall) => {
  cancel.controller = new AbortController()
  work(call).catch((error: unknown) => say({ type: 'threw', error: toTextError(error) }))
})
say({ type: 'ready' })

async function work(call: WorkerCall): Promise<void> {
  const { path, runId, inputs, settings, nowMs, repeats } = call
  const now = clockFrom(nowMs)
  const log = createLog(now, 'debug', ({ level, text }) => say({ type: 'line', level, text }))
  const step = findStep(definition.pipelines, path)
  const project = (opened ??= await openHere(definition, settings as ResolvedSettings, now, log))
  const origin = {
    runId,
    log,
    ...(repeats === undefined
      ? {}
      : { repeats: { id: repeats.id, startedAt: new Date(repeats.startedAtMs) } }),
  }
  const withSettings = settingsIn({ ...project, now })
  const onProfile = async (profile: WorkProfile) => say({ type: 'profiled', profile })
  const callIt = callerFor<ProjectPorts>(call.isProfiled ? { onProfile } : {})
  const { output, read } = await callIt(step, {
    inputs,
    settings,
    depsWith: (watched) => withSettings(watched, origin),
    storage: project,
    context: {
      ...origin,
      now,
      signal: cancel.controller.signal,
      progress: (update) => say({ type: 'progress', update }),
      recordMetric: (name, value, at) =>
        say({ type: 'metric', name, value, ...(at === undefined ? {} : { step: at }) }),
    },
  })
  const text = JSON.stringify(stored(step.name, output))
  say({ type: 'gave', read, ...(text === undefined ? {} : { output: text }) })
}

async function openHere(
  project: Project,
  settings: ResolvedSettings,
  now: Clock,
  log: Log,
): Promise<OpenedProject> {
  const { openProject } = await import('../opened-project.ts')
  return openProject(project, { root, settings, environment: process.env, now, log })
}

function clockFrom(ms: number): Clock {
  const from = performance.now()
  return () => new Date(ms + performance.now() - from)
}

function say(message: WorkerMessage): void {
  process.send?.(message)
}
