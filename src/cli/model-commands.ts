import type { CommandEntry } from './command-entry.ts'

/** Of models, and of the runs that made them. */
export const modelCommands: readonly CommandEntry[] = [
  {
    name: 'forecast list',
    summary: 'List the forecasts of series and their newest versions',
    load: async () => (await import('./commands/forecast-list.ts')).forecastList,
  },
  {
    name: 'forecast train',
    summary: 'Train a forecast: hold it to the past, register a new version',
    load: async () => (await import('./commands/forecast-train.ts')).forecastTrain,
  },
  {
    name: 'forecast ahead',
    summary: 'Tell the steps to come, with their bounds',
    load: async () => (await import('./commands/forecast-ahead.ts')).forecastAhead,
  },
  {
    name: 'models list',
    summary: 'List the models and forecasts, and their champions',
    load: async () => (await import('./commands/models-list.ts')).modelsList,
  },
  {
    name: 'models show',
    summary: 'Show a model’s versions side by side',
    load: async () => (await import('./commands/models-show.ts')).modelsShow,
  },
  {
    name: 'models promote',
    summary: 'Move an alias to a version, if its gates hold',
    load: async () => (await import('./commands/models-promote.ts')).modelsPromote,
  },
  {
    name: 'models gate',
    summary: 'Ask a model’s gates whether a version may take an alias',
    load: async () => (await import('./commands/models-gate.ts')).modelsGate,
  },
  {
    name: 'models approve',
    summary: 'Approve a version that has passed its gates',
    load: async () => (await import('./commands/models-approve.ts')).modelsApprove,
  },
  {
    name: 'models rollback',
    summary: 'Move an alias back to the version before',
    load: async () => (await import('./commands/models-rollback.ts')).modelsRollback,
  },
  {
    name: 'models at',
    summary: 'Say which versions an alias pointed to at a moment, and on what evidence',
    load: async () => (await import('./commands/models-at.ts')).modelsAt,
  },
  {
    name: 'models describe',
    summary: 'Write what only a person can say of a model, or tag a version',
    load: async () => (await import('./commands/models-describe.ts')).modelsDescribe,
  },
  {
    name: 'models compare',
    summary: 'Hold two versions to the same rows',
    load: async () => (await import('./commands/models-compare.ts')).modelsCompare,
  },
  {
    name: 'models evaluate',
    summary: 'Measure all that can be told of a version: how good, for whom, why',
    load: async () => (await import('./commands/models-evaluate.ts')).modelsEvaluate,
  },
  {
    name: 'models card',
    summary: 'Write the card of a version: what it is for, how good, for whom',
    load: async () => (await import('./commands/models-card.ts')).modelsCard,
  },
  {
    name: 'models export',
    summary: 'Write a version into a folder that runs without Groundswell',
    load: async () => (await import('./commands/models-export.ts')).modelsExport,
  },
  {
    name: 'models import',
    summary: 'Take in an ONNX file that another tool has written, as a model’s next version',
    load: async () => (await import('./commands/models-import.ts')).modelsImport,
  },
  {
    name: 'models shrink',
    summary: 'Make a smaller version: without small trees, or with weights of 8 bits',
    load: async () => (await import('./commands/models-shrink.ts')).modelsShrink,
  },
  {
    name: 'webhooks list',
    summary: 'List who is told of the registry, and what they took',
    load: async () => (await import('./commands/webhooks-list.ts')).webhooksList,
  },
  {
    name: 'webhooks add',
    summary: 'Have an address told of what happens in the registry',
    load: async () => (await import('./commands/webhooks-add.ts')).webhooksAdd,
  },
  {
    name: 'webhooks rm',
    summary: 'Tell an address no more',
    load: async () => (await import('./commands/webhooks-rm.ts')).webhooksRm,
  },
  {
    name: 'runs list',
    summary: 'List what ran',
    load: async () => (await import('./commands/runs-list.ts')).runsList,
  },
  {
    name: 'runs show',
    summary: 'Show one run with its steps and its log',
    load: async () => (await import('./commands/runs-show.ts')).runsShow,
  },
  {
    name: 'runs search',
    summary: 'Find runs of the platform and of programs by metrics, parameters and tags',
    load: async () => (await import('./commands/runs-search.ts')).runsSearch,
  },
  {
    name: 'runs delete',
    summary: 'Put a run where only who asks for deleted ones finds it',
    load: async () => (await import('./commands/runs-delete.ts')).runsDelete,
  },
  {
    name: 'runs restore',
    summary: 'Bring a deleted run back',
    load: async () => (await import('./commands/runs-restore.ts')).runsRestore,
  },
  {
    name: 'runs gc',
    summary: 'Tell which deleted runs could go for good, and remove them if asked',
    load: async () => (await import('./commands/runs-gc.ts')).runsGc,
  },
  {
    name: 'runs cancel',
    summary: 'Ask a run to end, whatever process it runs in',
    load: async () => (await import('./commands/runs-cancel.ts')).runsCancel,
  },
  {
    name: 'runs compare',
    summary: 'Compare two runs: settings, code, data, metrics, times',
    load: async () => (await import('./commands/runs-compare.ts')).runsCompare,
  },
  {
    name: 'runs resume',
    summary: 'Go on with a run that failed, was cancelled or broke off',
    load: async () => (await import('./commands/runs-resume.ts')).runsResume,
  },
  {
    name: 'runs import',
    summary: 'Take over the runs of MLflow: a folder, a SQLite file, or a running server',
    load: async () => (await import('./commands/runs-import.ts')).runsImport,
  },
  {
    name: 'runs export',
    summary: 'Write runs that programs have logged into a folder, in MLflow’s form',
    load: async () => (await import('./commands/runs-export.ts')).runsExport,
  },
]
