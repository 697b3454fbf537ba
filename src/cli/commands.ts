import type { CommandEntry } from './command-entry.ts'
import { dataCommands } from './data-commands.ts'
import { featureCommands } from './feature-commands.ts'
import { modelCommands } from './model-commands.ts'
import { monitorCommands } from './monitor-commands.ts'
import { retrainingCommands } from './retraining-commands.ts'
import { serviceCommands } from './service-commands.ts'

/** Every command, as light as help needs it. The daily ones come in the order of a day. */
export const commands: readonly CommandEntry[] = [
  {
    name: 'init',
    summary: 'Make a project that runs, with its tests',
    load: async () => (await import('./commands/init.ts')).init,
  },
  {
    name: 'add',
    summary: 'Write a step, group, view, model, pipeline or service to begin with',
    load: async () => (await import('./commands/add.ts')).add,
  },
  {
    name: 'start',
    summary: 'Do all that the project needs, then serve it',
    load: async () => (await import('./commands/start.ts')).start,
  },
  {
    name: 'run',
    summary: 'Run a pipeline',
    load: async () => (await import('./commands/run.ts')).run,
  },
  {
    name: 'rerun',
    summary: 'Repeat a run and compare what comes out',
    load: async () => (await import('./commands/rerun.ts')).rerun,
  },
  {
    name: 'train',
    summary: 'Train a model: a new version, if it is one',
    load: async () => (await import('./commands/train.ts')).train,
  },
  {
    name: 'sweep',
    summary: 'Look for better values of a learner’s parameters',
    load: async () => (await import('./commands/sweep.ts')).sweep,
  },
  {
    name: 'predict',
    summary: 'Predict the rows of a file or of a group, however many',
    load: async () => (await import('./commands/predict.ts')).predict,
  },
  {
    name: 'up',
    summary: 'Serve the dashboard, the services and the schedules',
    load: async () => (await import('./commands/up.ts')).up,
  },
  {
    name: 'status',
    summary: 'Tell what is fresh, what ran, what serves, how right we were',
    load: async () => (await import('./commands/status.ts')).status,
  },
  {
    name: 'why',
    summary: 'Tell what a prediction came from, and compute it again',
    load: async () => (await import('./commands/why.ts')).why,
  },
  {
    name: 'graph',
    summary: 'Draw what feeds what',
    load: async () => (await import('./commands/graph.ts')).graph,
  },
  {
    name: 'doctor',
    summary: 'Look whether all is well, and how to mend what is not',
    load: async () => (await import('./commands/doctor.ts')).doctor,
  },
  {
    name: 'test',
    summary: 'Run the project’s tests',
    load: async () => (await import('./commands/test.ts')).test,
  },
  ...dataCommands,
  ...featureCommands,
  ...modelCommands,
  ...monitorCommands,
  ...retrainingCommands,
  ...serviceCommands,
]
