import { defineErrors } from './define-errors.ts'

export const baseErrors = defineErrors('base', {
  durationTooLong: {
    kind: 'wrong-use',
    message: (d: { text: string }) => `${d.text} is longer than two hundred years.`,
  },
  notADuration: {
    kind: 'wrong-use',
    message: (d: { text: string }) => `"${d.text}" is not a length of time.`,
    hint: 'Write a number and a unit: 20ms, 30s, 5m, 12h, 3d or 2w.',
  },
  notASize: {
    kind: 'wrong-use',
    message: (d: { text: string }) => `"${d.text}" is not a number of bytes.`,
    hint: 'Write a number and a unit: 500KB, 200MB or 1.5GB.',
  },
  notAMoment: {
    kind: 'wrong-use',
    message: (d: { text: string }) => `"${d.text}" is not a moment in time.`,
    hint: 'Write it as ISO 8601, for example 2026-03-01T12:00:00Z or 2026-03-01.',
  },
  secretMissing: {
    kind: 'definition',
    message: (d: { variable: string }) =>
      `There is no variable ${d.variable}, which holds a secret.`,
    hint: 'Set it in the environment, or in `.env` in the project’s folder.',
  },
  secretFileRelative: {
    kind: 'definition',
    message: (d: { file: string }) =>
      `A secret is read from a file that is named in full; "${d.file}" is not.`,
    hint: 'Begin it with / or ~/, outside of the project: a secret does not belong into Git.',
  },
  secretNotTold: {
    kind: 'definition',
    message: (d: { secret: string; problem: string }) =>
      `The secret ${d.secret} can't be read: ${d.problem}.`,
    hint: 'Look whether this process may read it, by running the command or opening the file by hand.',
  },
})
