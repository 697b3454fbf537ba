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
  scheduleIsBad: {
    kind: 'definition',
    message: (d: { pipeline: string; schedule: string; found: string }) =>
      `The schedule "${d.schedule}" of the pipeline "${d.pipeline}" can't be read: ${d.found}.`,
    hint: 'Write minute, hour, day, month and weekday, for example "11 */12 * * *".',
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
