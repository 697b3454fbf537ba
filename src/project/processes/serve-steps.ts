import { relative, resolve } from 'node:path'
import {
  createLog,
  systemErrorCode,
  type Clock,
  type Log,
  type ResolvedSettings,
} from '../../base/index.ts'
import {
  callerFor,
  findStep,
  pipelinesErrors,
  stored,
  type Settings,
  type WorkProfile,
} from '../../pipelines/index.ts'
import { loadProject } from '../load-project.ts'
import { openProject, type OpenedProject } from '../opened-project.ts'
import type { Project } from '../project-definition.ts'
import type { ProjectPorts } from '../project-ports.ts'
import { settingsIn } from '../settings-in.ts'
import { toTextError } from './text-error.ts'
import type { WorkerCall, WorkerMessage, WorkerTask } from './worker-messages.ts'

/** Runs steps of the project at `root` for the process that this one was started by, one after the other. */
export async function serveSteps(root: string): Promise<void> {
  const work = worker(root, await loadProject(root))
  let controller = new AbortController()
  process.on('SIGTERM', () => controller.abort())
  // Whoever started it has gone.
  process.on('disconnect', () => process.exit())
  process.on('message', (task: WorkerTask) => {
    // What keeps it from being opened is told to who calls a step.
    if (task.type === 'open')
      return void work.open(task.settings, task.nowMs).catch(() => undefined)
    controller = new AbortController()
    work
      .call(task, controller.signal)
      .catch((error: unknown) =>
        say({ type: 'threw', error: toTextError(refusalOf(root, task, error) ?? error) }),
      )
  })
  say({ type: 'ready' })
}

function worker(root: string, definition: Project) {
  let opened: Promise<OpenedProject> | undefined

  function open(settings: Settings, nowMs: number): Promise<OpenedProject> {
    const now = clockFrom(nowMs)
    const options = { root, environment: process.env, now, log: logBy(now) }
    // Each was parsed by the type that it is declared with before the run began.
    return (opened ??= openProject(definition, {
      settings: settings as ResolvedSettings,
      ...options,
    }))
  }

  async function call(task: WorkerCall, signal: AbortSignal): Promise<void> {
    const { path, runId, inputs, settings, seed, nowMs, repeats } = task
    const now = clockFrom(nowMs)
    const log = logBy(now)
    const step = findStep(definition.pipelines, path)
    const project = await open(settings, nowMs)
    const origin = {
      runId,
      log,
      ...(repeats === undefined
        ? {}
        : { repeats: { id: repeats.id, startedAt: new Date(repeats.startedAtMs) } }),
    }
    const withSettings = settingsIn({ ...project, now })
    const onProfile = async (profile: WorkProfile) => say({ type: 'profiled', profile })
    const callIt = callerFor<ProjectPorts>(task.isProfiled ? { onProfile } : {})
    const { output, read } = await callIt(step, {
      inputs,
      settings,
      seed,
      depsWith: (watched) => withSettings(watched, origin),
      storage: project,
      context: {
        ...origin,
        now,
        signal,
        progress: (update) => say({ type: 'progress', update }),
        recordMetric: (name, value, at) =>
          say({ type: 'metric', name, value, ...(at === undefined ? {} : { step: at }) }),
      },
    })
    const text = JSON.stringify(stored(step.name, output))
    say({ type: 'gave', read, ...(text === undefined ? {} : { output: text }) })
  }

  return { open, call }
}

/** What this process was kept from writing by Node's permissions. */
function refusalOf(root: string, { path }: WorkerCall, error: unknown): Error | undefined {
  if (systemErrorCode(error) !== 'ERR_ACCESS_DENIED') return undefined
  const { permission, resource } = error as { permission?: string; resource?: string }
  if (permission !== 'FileSystemWrite' || resource === undefined) return undefined
  const place = relative(root, resolve(root, resource))
  const shown = place.startsWith('..') ? resource : place
  return pipelinesErrors.wroteOutside({ step: path.at(-1) ?? '', path: shown }, error)
}

function logBy(now: Clock): Log {
  return createLog(now, 'debug', ({ level, text }) => say({ type: 'line', level, text }))
}

function clockFrom(ms: number): Clock {
  const from = performance.now()
  return () => new Date(ms + performance.now() - from)
}

function say(message: WorkerMessage): void {
  process.send?.(message)
}
