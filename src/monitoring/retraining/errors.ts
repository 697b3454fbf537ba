import { defineErrors } from '../../base/index.ts'

export const retrainingErrors = defineErrors('monitoring', {
  retrainingWrong: {
    kind: 'definition',
    message: (d: { policy: string; problem: string }) =>
      `The retraining policy ${d.policy} can't be: ${d.problem}.`,
  },
  retrainingNotFound: {
    kind: 'not-found',
    message: (d: { policy: string; model: string; known: readonly string[] }) =>
      `Model ${d.model} has no retraining policy "${d.policy}"; it has ${d.known.join(', ') || 'none'}.`,
    hint: 'Declare it with `defineRetraining`, and list it in swell.config.ts under `retraining`.',
  },
  retrainingChoice: {
    kind: 'wrong-use',
    message: (d: { model: string; policies: readonly string[] }) =>
      `Model ${d.model} has several retraining policies: ${d.policies.join(', ')}.`,
    hint: 'Say which is meant: --policy <name>.',
  },
  retrainingRuns: {
    kind: 'conflict',
    message: (d: { model: string; owner: string; since: string }) =>
      `Model ${d.model} is being retrained already: by ${d.owner}, since ${d.since}.`,
    hint: 'Wait for it; what it decides stands in `swell decisions list`.',
  },
  decisionNotFound: {
    kind: 'not-found',
    message: (d: { decision: string }) => `There is no decision ${d.decision}.`,
    hint: 'List them with `swell decisions list`.',
  },
  notProposed: {
    kind: 'conflict',
    message: (d: { decision: string; state: string }) =>
      `Decision ${d.decision} waits for nobody: it is ${d.state}.`,
    hint: 'See what waits with `swell decisions list --state proposed`.',
  },
  decisionChanged: {
    kind: 'conflict',
    message: (d: { decision: string }) => `Decision ${d.decision} was changed meanwhile.`,
    hint: 'Look at it with `swell decisions list`, and do it again if it is still wanted.',
  },
})
