import { suggestName, type ResolvedSettings, type SettingValue } from '../base/index.ts'
import {
  planPipeline,
  runPipeline,
  type PipelineEvent,
  type PipelineResult,
  type PlannedStep,
  type RunPipelineOptions,
} from '../pipelines/index.ts'
import {
  allSettings,
  getPipeline,
  keepProfiles,
  parseSetting,
  planResume,
  projectErrors,
  settingsIn,
  trackingDoor,
  watchRun,
  type OpenedProject,
} from '../project/index.ts'
import type { RunId } from '../tracking/index.ts'
import { answerMlflow } from './mlflow/answer-mlflow.ts'

/** Runs pipelines beside the requests. */
export interface PipelineRunner {
  /**
   * Starts a pipeline and resolves once its run is recorded. Throws what keeps it from starting:
   * `pipelineNotFound`, `stepUnknown`, `alreadyRunning`, `unknownSetting`, …
   */
  start(name: string, options: PipelineStart): Promise<RunId>

  /** Goes on with a run, and resolves as `start` does. Throws `runNotFound`, `nothingToResume`, … */
  resume(id: RunId): Promise<RunId>

  /** Tells what a run would do. Throws as `start` does. */
  plan(name: string, options: PipelineStart): Promise<readonly PlannedStep[]>

  /** Runs a pipeline to its end. Throws as `start` does. */
  run(name: string, options: PipelineStart): Promise<PipelineResult>

  /** Resolves when nothing runs any more. */
  drain(): Promise<void>
}

export interface PipelineStart {
  readonly reason: string
  /** The moment for which it runs, if that isn't now. */
  readonly dueAt?: Date | undefined
  readonly steps?: readonly string[] | undefined
  readonly from?: string | undefined
  readonly until?: string | undefined
  readonly settings?: Readonly<Record<string, unknown>> | undefined
  readonly cache?: boolean
  readonly profile?: boolean
}

export interface RunnerOptions {
  /** Cancels what runs. */
  readonly signal: AbortSignal
  readonly onEvent?: (event: PipelineEvent) => void
  /** Called after each run, before it counts as over. */
  readonly afterRun: (result: PipelineResult) => Promise<void>
}

export function pipelineRunner(project: OpenedProject, options: RunnerOptions): PipelineRunner {
  const running = new Set<Promise<unknown>>()
  // What this process has loaded is the code as it is now, not as it will be when a run is due.
  project.stepCode().catch(ignore)

  async function runNow(
    name: string,
    how: RunPipelineOptions,
    onEvent: (event: PipelineEvent) => void,
  ): Promise<PipelineResult> {
    const pipeline = getPipeline(project.definition, name)
    const door = trackingDoor(() => answerMlflow(project))
    const ports = { ...project, tracking: door.address }
    const deps = { ...ports, stepDeps: ports, withSettings: settingsIn(ports) }
    const code = { code: await project.code(), stepCode: await project.stepCode() }
    const { signal } = options
    const watch = watchRun(project)
    const tell = (event: PipelineEvent) => {
      watch.onEvent(event)
      onEvent(event)
    }
    try {
      const result = await runPipeline(deps, pipeline, { ...code, ...how, onEvent: tell, signal })
      await options.afterRun(result)
      return result
    } finally {
      await watch.close()
      await door.close()
    }
  }

  /** Resolves once the run is recorded. */
  async function startNow(name: string, how: RunPipelineOptions): Promise<RunId> {
    const started = Promise.withResolvers<RunId>()
    let isStarted = false
    const onEvent = (event: PipelineEvent) => {
      if (event.type === 'pipeline-started') {
        isStarted = true
        started.resolve(event.run.id)
      }
      options.onEvent?.(event)
    }
    // Once it has started, its trouble is nobody's answer any more: it goes to the log.
    track(runNow(name, how, onEvent)).catch((error: unknown) => {
      if (isStarted) project.log.error(`pipeline ${name}: ${describe(error)}`)
      else started.reject(error)
    })
    return started.promise
  }

  function track<Result>(work: Promise<Result>): Promise<Result> {
    const settled = work.then(
      () => undefined,
      () => undefined,
    )
    running.add(settled)
    void settled.then(() => running.delete(settled))
    return work
  }

  return {
    run: async (name, start) => {
      const how = toOptions(project, start)
      return track(runNow(name, how, options.onEvent ?? ignore))
    },

    start: async (name, start) => startNow(name, toOptions(project, start)),

    async resume(id) {
      const { pipeline, options: how } = await planResume(project, id)
      return startNow(pipeline, how)
    },

    async plan(name, start) {
      const pipeline = getPipeline(project.definition, name)
      const code = { code: await project.code(), stepCode: await project.stepCode() }
      return planPipeline(project, pipeline, { ...code, ...toOptions(project, start) })
    },

    async drain() {
      while (running.size > 0) await Promise.all(running)
    },
  }
}

function ignore(): void {
  // Nobody listens; a run will tell.
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}

/** Throws what is wrong with the settings that were asked for. */
function toOptions(project: OpenedProject, start: PipelineStart): RunPipelineOptions {
  const { steps, from, until, cache = true, profile = false, reason, dueAt } = start
  return {
    settings: { ...project.settings, ...checkSettings(project, start.settings ?? {}) },
    reason,
    force: !cache,
    ...(profile ? { onProfile: keepProfiles(project) } : {}),
    ...(dueAt === undefined ? {} : { dueAt }),
    ...(steps === undefined ? {} : { steps }),
    ...(from === undefined ? {} : { from }),
    ...(until === undefined ? {} : { until }),
  }
}

/** Throws `unknownSetting`, `settingOfWrongType` or `settingOutOfRange`. */
function checkSettings(
  { definition }: OpenedProject,
  given: Readonly<Record<string, unknown>>,
): ResolvedSettings {
  const declared = Object.values(allSettings(definition))
  const place = 'The request'
  const checked = Object.entries(given).map(([setting, value]): [string, SettingValue] => {
    const known = declared.find(({ name }) => name === setting)
    if (known === undefined) {
      const names = declared.map(({ name }) => name)
      const suggestion = suggestName(setting, names)
      throw projectErrors.unknownSetting({ setting, place, suggestion })
    }
    return [setting, parseSetting(known, { name: setting, value: { typed: value }, place })]
  })
  return Object.fromEntries(checked)
}
