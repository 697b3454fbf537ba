import type { CommandEntry } from './command-entry.ts'

/** Of datasets, and where they are kept. */
export const dataCommands: readonly CommandEntry[] = [
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
]
