import { defineErrors } from '../base/index.ts'

export const trackingErrors = defineErrors('tracking', {
  runNotFound: {
    kind: 'not-found',
    message: (d: { runId: string }) => `Run ${d.runId} does not exist.`,
    hint: 'List the runs with `swell runs list`.',
  },
  runAlreadyEnded: {
    kind: 'conflict',
    message: (d: { runId: string; status: string }) =>
      `Run ${d.runId} already ended as ${d.status}; a run ends once.`,
  },
  endBeforeStart: {
    kind: 'wrong-use',
    message: (d: { runId: string; startedAt: Date; endedAt: Date }) =>
      `Run ${d.runId} can't end at ${d.endedAt.toISOString()}, before its start at ${d.startedAt.toISOString()}.`,
  },
  secretKept: {
    kind: 'refused',
    message: (d: { what: string }) => `${d.what} holds a secret, and would be stored; it was not.`,
    hint: 'Read the secret again where it is needed, instead of handing it on.',
  },
  runInterrupted: {
    kind: 'outside',
    message: (d: { owner: string }) => `The run broke off: ${d.owner} ended without finishing it.`,
    hint: 'Run it again; steps that had succeeded are skipped.',
  },
})
