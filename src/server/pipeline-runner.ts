import { suggestName, type ResolvedSettings, type SettingValue } from '../base/index.ts'
import { runPipeline, type PipelineEvent, type PipelineResult } from '../pipelines/index.ts'
import { getPipeline, projectErrors, settingsIn, type OpenedProject } from '../project/index.ts'
import type { RunId } from '../tracking/index.ts'

/** Runs pipelines beside the requests. */
export interface PipelineRunner {
  /**
   * Starts a pipeline and resolves once its run is recorded. Throws what keeps it from starting:
   * `pipelineNotFound`, `stepUnknown`, `alreadyRunning`, `unknownSetting`, …
   */
  start(name: string, options: PipelineStart): Promise<RunId>

  /** Runs a pipeline to its end. Throws as `start` does. */
  run(name: string, options: PipelineStart): Promise<PipelineResult>

  /** Resolves when nothing runs any more. */
  drain(): Promise<void>
}

export interface PipelineStart {
  readonly reason: string
  readonly steps?: readonly string[] | undefined
  readonly from?: string | undefined
  readonly settings?: Readonly<Record<string, unknown>> | undefined
  readonly cache?: boolean
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
    start: PipelineStart,
    onEvent: (event: PipelineEvent) => void,
  ): Promise<PipelineResult> {
    const pipeline = getPipeline(project.definition, name)
    const settings = { ...project.settings, ...checkSettings(project, start.settings ?? {}) }
    const { steps, from, cache = true, reason } = start
    const deps = { ...project, stepDeps: project, withSettings: settingsIn(project) }
    const result = await runPipeline(deps, pipeline, {
      settings,
      reason,
      onEvent,
      force: !cache,
      code: await project.code(),
      stepCode: await project.stepCode(),
      signal: options.signal,
      ...(steps === undefined ? {} : { steps }),
      ...(from === undefined ? {} : { from }),
    })
    await options.afterRun(result)
    return result
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
    run: (name, start) => track(runNow(name, start, options.onEvent ?? ignore)),

    start(name, start) {
      const started = Promise.withResolvers<RunId>()
      const onEvent = (event: PipelineEvent) => {
        if (event.type === 'pipeline-started') started.resolve(event.run.id)
        options.onEvent?.(event)
      }
      let isStarted = false
      void started.promise.then(
        () => (isStarted = true),
        () => undefined,
      )
      // Once it has started, its trouble is nobody's answer any more: it goes to the log.
      track(runNow(name, start, onEvent)).catch((error: unknown) => {
        if (isStarted) project.log.error(`pipeline ${name}: ${describe(error)}`)
        else started.reject(error)
      })
      return started.promise
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

/** Throws `unknownSetting` or `settingOfWrongType`. */
function checkSettings(
  { definition }: OpenedProject,
  given: Readonly<Record<string, unknown>>,
): ResolvedSettings {
  const declared = Object.values(definition.settings)
  const place = 'The request'
  const checked = Object.entries(given).map(([setting, value]): [string, SettingValue] => {
    const known = declared.find(({ name }) => name === setting)
    if (known === undefined) {
      const names = declared.map(({ name }) => name)
      const suggestion = suggestName(setting, names)
      throw projectErrors.unknownSetting({ setting, place, suggestion })
    }
    const wanted = typeof known.default
    if (typeof value !== wanted) {
      const found = JSON.stringify(value)
      throw projectErrors.settingOfWrongType({ setting, place, wanted, found })
    }
    return [setting, value as SettingValue]
  })
  return Object.fromEntries(checked)
}
