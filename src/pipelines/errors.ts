import { defineErrors, suggestName } from '../base/index.ts'

export const pipelinesErrors = defineErrors('pipelines', {
  nameIsBad: {
    kind: 'definition',
    message: (d: { kind: 'pipeline' | 'step'; name: string }) =>
      `"${d.name}" can't be the name of a ${d.kind}.`,
    hint: 'Names are small letters, digits and hyphens, and begin with a letter: load-swells.',
  },
  nameIsTaken: {
    kind: 'definition',
    message: (d: { pipeline: string; step: string }) =>
      `The pipeline "${d.pipeline}" has two steps named "${d.step}".`,
    hint: 'Give one of them another name.',
  },
  stepIsMissing: {
    kind: 'definition',
    message: (d: { pipeline: string; step: string; needs: string }) =>
      `The step "${d.step}" needs "${d.needs}", which is not a step of the pipeline "${d.pipeline}".`,
    hint: (d: { needs: string }) => `Add "${d.needs}" to the \`steps\` of the pipeline.`,
  },
  stepsInCircle: {
    kind: 'definition',
    message: (d: { pipeline: string; steps: readonly string[] }) =>
      `Steps of the pipeline "${d.pipeline}" wait for each other: ${d.steps.join(' → ')}.`,
    hint: 'Take one of these inputs or `after` entries away.',
  },
  writtenTwice: {
    kind: 'definition',
    message: (d: { pipeline: string; first: string; second: string; thing: string }) =>
      `Two steps of the pipeline "${d.pipeline}", "${d.first}" and "${d.second}", write ${d.thing}.`,
    hint: 'Let one of them write it, or give each a place of its own.',
  },
  notAFunction: {
    kind: 'definition',
    message: (d: { step: string }) => `The step "${d.step}" has nothing to call.`,
    hint: 'What stands for a value within `each` or `steps` is a wire of those steps only.',
  },
  nothingToFanOut: {
    kind: 'definition',
    message: (d: { step: string; found: string }) =>
      `The step "${d.step}" runs for each item, and was given ${d.found} instead of a list or a record.`,
    hint: 'Wire `over` to an output that is a list, or a record of partitions.',
  },
  itemsFailed: {
    kind: 'outside',
    message: (d: { step: string; failedCount: number; count: number; first: string }) =>
      `${d.failedCount} of ${d.count} items of the step "${d.step}" failed. ${d.first}`,
    hint: 'Run it again: items that had succeeded are skipped.',
  },
  outputMissing: {
    kind: 'definition',
    message: (d: { step: string; output: string; wanted: string }) =>
      `The step "${d.step}" ended without its output "${d.output}", ${d.wanted}.`,
    hint: 'Let it give all that `outputs` declares, or take it from there.',
  },
  outputUnknown: {
    kind: 'definition',
    message: (d: { step: string; output: string; known: readonly string[] }) =>
      `The step "${d.step}" gave "${d.output}", which is none of its outputs: ${d.known.join(', ')}.`,
    hint: (d: { output: string; known: readonly string[] }) => suggestName(d.output, d.known),
  },
  outputOfWrongKind: {
    kind: 'definition',
    message: (d: { step: string; output: string; wanted: string; found: string }) =>
      `The output "${d.output}" of the step "${d.step}" has to be ${d.wanted}; it gave ${d.found}.`,
  },
  outputOutside: {
    kind: 'definition',
    message: (d: { step: string; output: string; path: string; folder: string }) =>
      `The output "${d.output}" of the step "${d.step}" lies outside of its folder, at ${d.path}.`,
    hint: 'Write it into `context.folder` or, in a program, into the folder that SWELL_OUTPUTS names.',
  },
  outputUnwanted: {
    kind: 'definition',
    message: (d: { step: string; output: string; of: string }) =>
      `The output "${d.output}" of the step "${d.step}" is of "${d.of}", which its condition kept from running.`,
    hint: 'Wire it with optional(…): then it is null where the condition does not hold.',
  },
  coresAreBad: {
    kind: 'definition',
    message: (d: { step: string; cores: number }) =>
      `The step "${d.step}" is to take ${d.cores} cores.`,
    hint: 'Write a number above 0, such as 0.5 or 4.',
  },
  scheduleIsBad: {
    kind: 'definition',
    message: (d: { pipeline: string; schedule: string; found: string }) =>
      `The schedule "${d.schedule}" of the pipeline "${d.pipeline}" can't be read: ${d.found}.`,
    hint: 'Write minute, hour, day, month and weekday, for example "11 */12 * * *", or every(\'6h\').',
  },
  nothingToBackFill: {
    kind: 'refused',
    message: (d: { pipeline: string }) =>
      `The pipeline "${d.pipeline}" has no times in its schedule, so there is nothing to fill in.`,
    hint: 'Give it a cron pattern or `every(…)`; what other things make it due can’t be repeated.',
  },
  stepUnknown: {
    kind: 'not-found',
    message: (d: { pipeline: string; step: string; steps: readonly string[] }) =>
      `The pipeline "${d.pipeline}" has no step "${d.step}".`,
    hint: (d: { step: string; steps: readonly string[] }) => suggestName(d.step, d.steps),
  },
  noEarlierOutput: {
    kind: 'refused',
    message: (d: { step: string; needs: string }) =>
      `The step "${d.step}" needs the output of "${d.needs}", which was left out and has never succeeded.`,
    hint: (d: { needs: string }) => `Run "${d.needs}" as well.`,
  },
  alreadyRunning: {
    kind: 'conflict',
    message: (d: { pipeline: string; owner: string; since: string; runId: string | undefined }) =>
      `The pipeline "${d.pipeline}" is already running: ${d.runId ?? 'a run about to start'} in ${d.owner}, since ${d.since}.`,
    hint: 'Wait until it has ended, or end that process; the next run takes over at once.',
  },
  outputIsNotJson: {
    kind: 'definition',
    message: (d: { step: string; path: string; found: string }) =>
      `The step "${d.step}" gave ${d.found} at \`${d.path}\`; its output has to be plain JSON, to be stored.`,
    hint: 'Give texts for moments and null for numbers that are none; keep large things elsewhere and give their ids.',
  },
  stepTimedOut: {
    kind: 'outside',
    message: (d: { step: string; timeout: string }) =>
      `The step "${d.step}" was not over after ${d.timeout}.`,
    hint: 'Give it a longer `timeout`, or let it do less at once.',
  },
  outOfMemory: {
    kind: 'outside',
    message: (d: { step: string; usedBytes: number; limitBytes: number }) =>
      `The step "${d.step}" used ${megabytes(d.usedBytes)} of memory, and may use ${megabytes(d.limitBytes)}.`,
    hint: 'Give it more in `resources`, or let it do less at once, for example with eachStep.',
  },
  processEnded: {
    kind: 'outside',
    message: (d: { step: string; ended: string; last: string }) =>
      `The process of the step "${d.step}" ended ${d.ended} before the step was over: ${d.last}`,
    hint: 'Run it again. Where it happens now and then, let it `retry` on `pipelines.processEnded`.',
  },
  wroteOutside: {
    kind: 'definition',
    message: (d: { step: string; path: string }) =>
      `The step "${d.step}" wanted to write ${d.path}, which is outside of its folder.`,
    hint: 'Write into `context.folder` and give it as an output, or name the place in its `writes`.',
  },
  noProcesses: {
    kind: 'definition',
    message: (d: { step: string }) =>
      `The step "${d.step}" wants a process or a folder of its own, and nobody here has any.`,
    hint: 'Run it in a project, with `swell run`.',
  },
  retryIsBad: {
    kind: 'definition',
    message: (d: { step: string; times: number }) =>
      `The step "${d.step}" is to be tried ${d.times} times.`,
    hint: 'Write a whole number from 1 to 100, the first time included.',
  },
  cancelled: {
    kind: 'refused',
    message: (d: { pipeline: string }) => `The run of the pipeline "${d.pipeline}" was cancelled.`,
    hint: 'Run it again; steps that had succeeded are skipped.',
  },
})

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 2 ** 20)} MB`
}
