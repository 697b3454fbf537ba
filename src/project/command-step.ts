import { mkdir, readdir, realpath, rm, stat, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { parseByteSize, type Digest, type Duration, type Setting } from '../base/index.ts'
import {
  pipelinesErrors,
  type Resources,
  type Retry,
  type Step,
  type StepContext,
  type StepOutput,
} from '../pipelines/index.ts'
import { findExperimentOf, type RunId } from '../tracking/index.ts'
import { projectErrors } from './errors.ts'
import { sourcesOf } from './lockfiles.ts'
import type { ProjectPorts } from './project-ports.ts'
import { variableOf } from './resolve-settings.ts'
import { runProgram } from './processes/run-program.ts'
import { splitCommand } from './split-command.ts'
import { defineStep } from './steps.ts'

/** A file that a step has made, as its followers get it. */
export interface StepFile {
  readonly kind: 'file'
  readonly name: string
  readonly digest: Digest
  readonly sizeBytes: number
}

export interface CommandStepDefinition<Outputs> {
  readonly name: string
  readonly summary?: string
  /**
   * The program and its arguments, run in the project's folder without a shell: `'python train.py --fast'`, or as a
   * list of words.
   */
  readonly command: string | readonly [string, ...string[]]
  /** Files of other command steps come as files of the same name, all else as `<input>.json`. */
  readonly inputs?: Readonly<Record<string, StepOutput<unknown>>>
  /** By the output's name, the file that the program writes into the folder `SWELL_OUTPUTS`. */
  readonly outputs: Outputs
  /**
   * What the program is made of beside the sources that the command names, and the lockfiles by them. It runs again
   * when they change.
   */
  readonly files?: readonly string[]
  /** Settings that it gets, in the file `SWELL_SETTINGS` and as variables `SWELL_SET_…`. */
  readonly settings?: readonly Setting[]
  readonly after?: readonly Step<unknown, never>[]
  /** What else it writes, from the project's folder: no other step of the pipeline may. */
  readonly writes?: readonly string[]
  readonly retry?: Retry
  readonly timeout?: Duration
  /** What it takes while it runs: with `memory`, it and all that it starts may not use more. */
  readonly resources?: Resources
}

/**
 * Declares a step in any language. The program finds the folders of its inputs and outputs in
 * `SWELL_INPUTS` and `SWELL_OUTPUTS`; what it prints is the step's log. Throws `project.commandNotSplit`.
 */
export function commandStep<const Outputs extends Readonly<Record<string, string>>>(
  definition: CommandStepDefinition<Outputs>,
): Step<{ readonly [Name in keyof Outputs]: StepFile }, ProjectPorts> {
  const { command: given, outputs, settings = [], files = [], ...rest } = definition
  const command = typeof given === 'string' ? splitCommand(definition.name, given) : given
  return defineStep<
    { readonly [Name in keyof Outputs]: StepFile },
    Readonly<Record<string, unknown>>
  >({
    ...rest,
    files: [...new Set([...files, ...sourcesOf(command)])],
    settings,
    run: async ({ inputs, context }) => {
      const { deps, log, runId, signal } = context
      const place = join(deps.state, 'work', runId)
      await removeLeftovers(deps)
      try {
        const folders = await layOut(place, inputs, context)
        const values = settings.map((setting) => [setting.name, context.setting(setting)] as const)
        const file = join(place, 'settings.json')
        await writeFile(file, JSON.stringify(Object.fromEntries(values)))
        const environment = {
          ...(await trackingVariables(context, definition.name)),
          ...deps.environment,
          ...Object.fromEntries(values.map(([name, value]) => [variableOf(name), String(value)])),
          SWELL_INPUTS: folders.inputs,
          SWELL_OUTPUTS: folders.outputs,
          SWELL_SETTINGS: file,
          SWELL_RUN: runId,
        }
        const program = { step: definition.name, command, folder: deps.root, environment }
        const { memory } = definition.resources ?? {}
        const limit = memory === undefined ? {} : { memoryBytes: parseByteSize(memory) }
        await runProgram({ ...program, ...limit, signal, log })
        return await takeOutputs(deps, definition.name, outputs, folders.outputs)
      } finally {
        await rm(place, { recursive: true, force: true })
      }
    },
  })
}

/** What MLflow's clients find in their environment: what they log lies below the step's run. */
async function trackingVariables(
  { deps, runId }: StepContext<ProjectPorts>,
  step: string,
): Promise<Readonly<Record<string, string>>> {
  const address = await deps.tracking?.()
  if (address === undefined) return {}
  const own = { 'mlflow.parentRunId': runId, 'swell.run': runId, 'swell.step': step }
  return {
    MLFLOW_TRACKING_URI: address.url,
    MLFLOW_TRACKING_TOKEN: address.token,
    MLFLOW_EXPERIMENT_NAME: (await findExperimentOf(deps, runId)) ?? step,
    MLFLOW_RUN_CONTEXT: JSON.stringify(own),
  }
}

async function layOut(
  place: string,
  given: Readonly<Record<string, unknown>>,
  { deps }: StepContext<ProjectPorts>,
): Promise<{ readonly inputs: string; readonly outputs: string }> {
  const inputs = join(place, 'inputs')
  const outputs = join(place, 'outputs')
  await mkdir(inputs, { recursive: true })
  await mkdir(outputs)
  for (const [name, value] of Object.entries(given)) {
    const files = filesIn(value)
    for (const file of files) await deps.blobs.placeFile(file.digest, join(inputs, file.name))
    if (files.length === 0) {
      await writeFile(join(inputs, `${name}.json`), JSON.stringify(value ?? null))
    }
  }
  return { inputs, outputs }
}

/** The files that a command step has given, or none if the value is something else. */
function filesIn(value: unknown): StepFile[] {
  const parts = typeof value === 'object' && value !== null ? Object.values(value) : []
  return parts.every(isStepFile) ? parts : []
}

function isStepFile(value: unknown): value is StepFile {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'file'
}

async function takeOutputs<Outputs extends Readonly<Record<string, string>>>(
  { blobs }: ProjectPorts,
  step: string,
  outputs: Outputs,
  folder: string,
): Promise<{ readonly [Name in keyof Outputs]: StepFile }> {
  const taken: Record<string, StepFile> = {}
  for (const [output, name] of Object.entries(outputs)) {
    const path = join(folder, name)
    const found = await stat(path).catch(() => undefined)
    if (found?.isFile() !== true) {
      const others = await readdir(folder)
      throw projectErrors.commandOutputMissing({
        step,
        name,
        found: others.join(', ') || 'nothing',
      })
    }
    const real = await realpath(path)
    if (relative(await realpath(folder), real).startsWith('..')) {
      throw pipelinesErrors.outputOutside({ step, output, path: real, folder })
    }
    const digest = await blobs.putFile(path, { move: true })
    taken[output] = { kind: 'file', name, digest, sizeBytes: found.size }
  }
  // All names of `outputs` are there now.
  return taken as { readonly [Name in keyof Outputs]: StepFile }
}

/** Folders of steps that were killed. */
async function removeLeftovers({ runs, state }: ProjectPorts): Promise<void> {
  const work = join(state, 'work')
  await mkdir(work, { recursive: true })
  for (const id of await readdir(work)) {
    const run = await runs.find(id as RunId)
    if (run?.status !== 'open') await rm(join(work, id), { recursive: true, force: true })
  }
}
