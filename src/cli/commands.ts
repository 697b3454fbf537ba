import type { CommandEntry } from './command-entry.ts'

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
    name: 'predict',
    summary: 'Predict the rows of a file',
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
  {
    name: 'data add',
    summary: 'Keep a file or folder as a version, unless its content is one',
    load: async () => (await import('./commands/data-add.ts')).dataAdd,
  },
  {
    name: 'data list',
    summary: 'List the datasets: files and folders under versions',
    load: async () => (await import('./commands/data-list.ts')).dataList,
  },
  {
    name: 'data show',
    summary: 'Show a dataset: its versions, aliases and files',
    load: async () => (await import('./commands/data-show.ts')).dataShow,
  },
  {
    name: 'data status',
    summary: 'Tell how the data stands to its pointers',
    load: async () => (await import('./commands/data-status.ts')).dataStatus,
    loadQuick: async () => (await import('./quick-data-status.ts')).quickDataStatus,
  },
  {
    name: 'data checkout',
    summary: 'Bring the data back that pointers name, or another version',
    load: async () => (await import('./commands/data-checkout.ts')).dataCheckout,
  },
  {
    name: 'data tag',
    summary: 'Move an alias to a version of a dataset',
    load: async () => (await import('./commands/data-tag.ts')).dataTag,
  },
  {
    name: 'data rm',
    summary: 'Remove a version of a dataset',
    load: async () => (await import('./commands/data-rm.ts')).dataRm,
  },
  {
    name: 'data diff',
    summary: 'Tell how two versions of a dataset differ',
    load: async () => (await import('./commands/data-diff.ts')).dataDiff,
  },
  {
    name: 'data verify',
    summary: 'Read the datasets’ content anew, and name what is damaged',
    load: async () => (await import('./commands/data-verify.ts')).dataVerify,
  },
  {
    name: 'data push',
    summary: 'Send versions of datasets to a remote',
    load: async () => (await import('./commands/data-push.ts')).dataPush,
  },
  {
    name: 'data pull',
    summary: 'Fetch the versions that pointers name from a remote, and check them out',
    load: async () => (await import('./commands/data-pull.ts')).dataPull,
  },
  {
    name: 'data gc',
    summary: 'Tell what content nothing refers to, and remove it if asked',
    load: async () => (await import('./commands/data-gc.ts')).dataGc,
  },
  {
    name: 'data check',
    summary: 'Hold a file or a dataset to its checks',
    load: async () => (await import('./commands/data-check.ts')).dataCheck,
  },
  {
    name: 'data infer',
    summary: 'Write down how a file is read: columns and group, to paste',
    load: async () => (await import('./commands/data-infer.ts')).dataInfer,
  },
  {
    name: 'data profile',
    summary: 'Tell what a table holds and what stands out, and what changed',
    load: async () => (await import('./commands/data-profile.ts')).dataProfile,
  },
  {
    name: 'data synthesize',
    summary: 'Make up rows like those of a table, and give none of them away',
    load: async () => (await import('./commands/data-synthesize.ts')).dataSynthesize,
  },
  {
    name: 'data deliveries',
    summary: 'List what the sources delivered',
    load: async () => (await import('./commands/data-deliveries.ts')).dataDeliveries,
  },
  {
    name: 'remote add',
    summary: 'Name a folder or a bucket where versions of datasets lie for others',
    load: async () => (await import('./commands/remote-add.ts')).remoteAdd,
  },
  {
    name: 'remote list',
    summary: 'List the remotes of the project',
    load: async () => (await import('./commands/remote-list.ts')).remoteList,
  },
  {
    name: 'group compact',
    summary: 'Write a group’s many segments anew as few sorted ones',
    load: async () => (await import('./commands/group-compact.ts')).groupCompact,
  },
  {
    name: 'group delete',
    summary: 'Delete rows of a group, by a file of keys',
    load: async () => (await import('./commands/group-delete.ts')).groupDelete,
  },
  {
    name: 'group list',
    summary: 'List the feature groups and how fresh they are',
    load: async () => (await import('./commands/group-list.ts')).groupList,
  },
  {
    name: 'group load',
    summary: 'Bring in what is new at a group’s source',
    load: async () => (await import('./commands/group-load.ts')).groupLoad,
  },
  {
    name: 'group quarantine',
    summary: 'Show rows and lines that were set aside at a group’s door',
    load: async () => (await import('./commands/group-quarantine.ts')).groupQuarantine,
  },
  {
    name: 'group show',
    summary: 'Show a group: its columns, commits and newest rows',
    load: async () => (await import('./commands/group-show.ts')).groupShow,
  },
  {
    name: 'group stats',
    summary: 'Tell what a group holds in numbers, by stretches of time',
    load: async () => (await import('./commands/group-stats.ts')).groupStats,
  },
  {
    name: 'view list',
    summary: 'List the views',
    load: async () => (await import('./commands/view-list.ts')).viewList,
  },
  {
    name: 'view show',
    summary: 'Show a view: its label, its features, its SQL',
    load: async () => (await import('./commands/view-show.ts')).viewShow,
  },
  {
    name: 'view preview',
    summary: 'Show rows of a view, as a model would see them',
    load: async () => (await import('./commands/view-preview.ts')).viewPreview,
  },
  {
    name: 'view leaks',
    summary:
      'Show what a naive join would take from the future, and what it would seem to be worth',
    load: async () => (await import('./commands/view-leaks.ts')).viewLeaks,
  },
  {
    name: 'view freeze',
    summary: 'Freeze a view as a training set: rows, split, statistics, under a version',
    load: async () => (await import('./commands/view-freeze.ts')).viewFreeze,
  },
  {
    name: 'view online',
    summary: 'Read the features of one key as a service would',
    load: async () => (await import('./commands/view-online.ts')).viewOnline,
  },
  {
    name: 'view skew',
    summary: 'Hold the features that services read to those that models learn from',
    load: async () => (await import('./commands/view-skew.ts')).viewSkew,
  },
  {
    name: 'view sets',
    summary: 'List the training sets of a view, or of all',
    load: async () => (await import('./commands/view-sets.ts')).viewSets,
  },
  {
    name: 'view set',
    summary: 'Show a training set: split, statistics, commits, code',
    load: async () => (await import('./commands/view-set.ts')).viewSet,
  },
  {
    name: 'view diff',
    summary: 'Tell how two training sets of a view differ',
    load: async () => (await import('./commands/view-diff.ts')).viewDiff,
  },
  {
    name: 'view export',
    summary: 'Write a training set to a file',
    load: async () => (await import('./commands/view-export.ts')).viewExport,
  },
  {
    name: 'keys create',
    summary: 'Make a key with which a server may be asked',
    load: async () => (await import('./commands/keys-create.ts')).keysCreate,
  },
  {
    name: 'keys list',
    summary: 'List the keys with which a server may be asked',
    load: async () => (await import('./commands/keys-list.ts')).keysList,
  },
  {
    name: 'keys revoke',
    summary: 'End a key',
    load: async () => (await import('./commands/keys-revoke.ts')).keysRevoke,
  },
  {
    name: 'models list',
    summary: 'List the models and their champions',
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
    name: 'service list',
    summary: 'List the services and what they serve',
    load: async () => (await import('./commands/service-list.ts')).serviceList,
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
    name: 'schedule list',
    summary: 'List the schedules and when they are due',
    load: async () => (await import('./commands/schedule-list.ts')).scheduleList,
  },
  {
    name: 'schedule run',
    summary: 'Run what is due now, and end',
    load: async () => (await import('./commands/schedule-run.ts')).scheduleRun,
  },
  {
    name: 'schedule backfill',
    summary: 'Run a pipeline for each moment of its schedule in a range',
    load: async () => (await import('./commands/schedule-backfill.ts')).scheduleBackfill,
  },
  {
    name: 'schedule pause',
    summary: 'Keep a pipeline from running by itself',
    load: async () => (await import('./commands/schedule-pause.ts')).schedulePause,
  },
  {
    name: 'schedule resume',
    summary: 'Let a pipeline run by itself again',
    load: async () => (await import('./commands/schedule-resume.ts')).scheduleResume,
  },
  {
    name: 'schedule token',
    summary: 'Make a token with which a pipeline may be asked for over HTTP',
    load: async () => (await import('./commands/schedule-token.ts')).scheduleToken,
  },
  {
    name: 'settings show',
    summary: 'Show the settings in force, and where each came from',
    load: async () => (await import('./commands/settings-show.ts')).settingsShow,
  },
  {
    name: 'site build',
    summary: 'Write the static pages',
    load: async () => (await import('./commands/site-build.ts')).siteBuild,
  },
]
