import type { CommandEntry } from './command-entry.ts'

/** Of groups and views. */
export const featureCommands: readonly CommandEntry[] = [
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
    summary: 'Show a training set: split, statistics, transformations, commits, code',
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
]
