import type { CommandEntry } from './command-entry.ts'

/** Of models that are trained anew, and of how all is. */
export const retrainingCommands: readonly CommandEntry[] = [
  {
    name: 'retrain',
    summary: 'Ask the retraining policy of a model or forecast, and do what it says',
    load: async () => (await import('./commands/retrain.ts')).retrain,
  },
  {
    name: 'diagnose',
    summary: 'Measure data, steps, dependencies and machine against their history',
    load: async () => (await import('./commands/diagnose.ts')).diagnose,
  },
  {
    name: 'decisions list',
    summary: 'List what was decided of models in production',
    load: async () => (await import('./commands/decisions-list.ts')).decisionsList,
  },
  {
    name: 'decisions show',
    summary: 'Show one decision with its evidence',
    load: async () => (await import('./commands/decisions-show.ts')).decisionsShow,
  },
  {
    name: 'decisions accept',
    summary: 'Accept a proposal: the alias moves',
    load: async () => (await import('./commands/decisions-accept.ts')).decisionsAccept,
  },
  {
    name: 'decisions decline',
    summary: 'Decline a proposal: the alias stays',
    load: async () => (await import('./commands/decisions-decline.ts')).decisionsDecline,
  },
]
