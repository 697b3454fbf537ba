import { setTimeout as pause } from 'node:timers/promises'
import { logOf, messageOf, parseDuration, type Log } from '../base/index.ts'
import { startSchedules, type PipelineEvent, type PipelineResult } from '../pipelines/index.ts'
import { deliverAlerts } from '../monitoring/index.ts'
import {
  keepMonitoring,
  replyOfMonitors,
  projectHappenings,
  trackingFolder,
  type OpenedProject,
} from '../project/index.ts'
import { deliverWebhooks } from '../registry/index.ts'
import { clientWaits } from '../serving/index.ts'
import { recoverTrackedRuns } from '../tracking/index.ts'
import { moveJournalsApart } from './compaction/move-apart.ts'
import { keepRetraining } from './keep-retraining.ts'
import type { ListenOptions } from './listen-options.ts'
import { startServer, type RunningServer, type ServerOptions } from './start-server.ts'
import { startWorkers, type Workers } from './workers/start-workers.ts'

export interface UpOptions extends ListenOptions, Pick<ServerOptions, 'accessLog'> {
  /** Ends it: what has come in is answered, what runs is cancelled, everything is let go. */
  readonly signal: AbortSignal
  /** The project's own if it is absent. */
  readonly log?: Log
  /** Called after each pipeline run, for example to build the sites anew. */
  readonly afterRun?: (result: PipelineResult) => Promise<void>
  readonly onPipelineEvent?: (event: PipelineEvent) => void
  /** Processes that answer at the same port, this one included; 1 if it is absent. */
  readonly workers?: number
}

export interface Up {
  /** Where it answers: `http://127.0.0.1:4300`. */
  readonly url: string
  readonly server: RunningServer
  /** Resolves when the signal was aborted and everything is over. */
  readonly ended: Promise<void>
}

const compactEveryMs = parseDuration('1h')
const deliverEveryMs = parseDuration('2s')
const recoverEveryMs = parseDuration('10s')

/**
 * Brings a project up in this process: server, schedules, and the journals tidied up now and each hour.
 * Throws `portTaken` or `addressNotUsable`.
 */
export async function up(opened: OpenedProject, options: UpOptions): Promise<Up> {
  const { log, workers: processCount = 1, ...serving } = options
  const { signal } = serving
  const project = log === undefined ? opened : { ...opened, log }
  const waits = clientWaits(project.definition.services)
  let workers: Workers | undefined
  const server = await startServer(
    { ...project, log: logOf(project.log, 'server') },
    processCount === 1
      ? serving
      : {
          ...serving,
          sharing: 'first',
          clientWaits: waits,
          tellAll: async (about) =>
            (await workers?.tellAll(about)) ?? [await server.tellOwn(about)],
        },
  )
  if (processCount > 1) {
    workers = await startWorkers({
      count: processCount - 1,
      port: server.port,
      signal,
      log: logOf(project.log, 'workers'),
      tellOwn: server.tellOwn,
      clientWaits: waits,
      askMonitors: (question) => replyOfMonitors(project, question),
    })
  }
  const happenings = projectHappenings(project)
  const schedules = startSchedules(
    { ...project, happenings, log: logOf(project.log, 'schedules') },
    {
      pipelines: project.definition.pipelines,
      signal,
      run: async (name, due) => (await server.runner.run(name, due)).run,
    },
  )
  const compaction = keepCompacting(
    { ...project, log: logOf(project.log, 'services') },
    server,
    signal,
  )
  const deliveries = keepDelivering(project, signal)
  const recovery = keepRecovering(project, signal)
  const retraining = keepRetraining(project, { services: server.services, signal })
  const alerts = keepTelling(project, signal)
  const monitoring = keepMonitoring(project, { signal, log: logOf(project.log, 'monitors') })
  return {
    url: server.url,
    server,
    ended: Promise.all([
      schedules,
      compaction,
      deliveries,
      recovery,
      retraining,
      alerts,
      monitoring,
      server.closed,
      workers?.ended,
    ]).then(() => undefined),
  }
}

async function keepCompacting(
  project: OpenedProject,
  { services }: RunningServer,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    try {
      await services.compact(() => moveJournalsApart(project, signal))
    } catch (error) {
      // Journals can wait for the next hour; who asks for predictions finds them there as well.
      const problem = error instanceof Error ? error.message : String(error)
      project.log.error(problem)
    }
    await pause(compactEveryMs, undefined, { signal, ref: false }).catch(() => undefined)
  }
}

/** Tells webhooks what has happened in the registry, whoever did it. */
async function keepDelivering(project: OpenedProject, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      await deliverWebhooks(project, { signal })
    } catch (error) {
      // What waits is still there the next time.
      project.log.error(`webhooks were not told: ${messageOf(error)}`)
    }
    await pause(deliverEveryMs, undefined, { signal, ref: false }).catch(() => undefined)
  }
}

/** Tells channels of alerts, whoever has raised them. */
async function keepTelling(project: OpenedProject, signal: AbortSignal): Promise<void> {
  const log = logOf(project.log, 'alerts')
  const { monitors, objectives } = project.definition
  const channels = [...monitors, ...objectives].flatMap((one) => one.tell)
  while (!signal.aborted) {
    try {
      const tell = (line: string) => log.warn(line)
      await deliverAlerts({ ...project, log, tell }, channels, { signal })
    } catch (error) {
      // What waits is still there the next time.
      log.error(`channels were not told: ${messageOf(error)}`)
    }
    await pause(deliverEveryMs, undefined, { signal, ref: false }).catch(() => undefined)
  }
}

/** Brings in what tracked runs had written down whose processes were killed. */
async function keepRecovering(project: OpenedProject, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      await recoverTrackedRuns(project, trackingFolder(project.state))
    } catch (error) {
      // Their journals are still there the next time.
      project.log.error(`tracked runs were not brought in: ${messageOf(error)}`)
    }
    await pause(recoverEveryMs, undefined, { signal, ref: false }).catch(() => undefined)
  }
}
