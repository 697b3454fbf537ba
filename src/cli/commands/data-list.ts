import { z } from 'zod'
import {
  findPointers,
  sqlDatasetStore,
  type DatasetAlias,
  type DatasetDeps,
  type DatasetVersion,
} from '../../data/index.ts'
import { defineCommand } from '../command.ts'
import { withDatasets } from '../open-data.ts'
import { renderTable } from '../render-table.ts'
import { writeAgo, writeBytes, writeCount } from '../write-value.ts'

export const dataList = defineCommand({
  name: 'data list',
  summary: 'List the datasets: files and folders under versions',
  description: 'What sources delivered to feature groups is listed by `swell data deliveries`.',
  example: ['swell data list', 'swell data list --json'],
  input: z.strictObject({}),
  run: (context) => withDatasets(context, async (deps) => ({ datasets: await listAll(deps) })),
  print: ({ datasets }, { style, now }) =>
    renderTable(
      datasets,
      [
        { title: 'dataset', of: ({ dataset }) => dataset },
        { title: 'at', of: ({ path }) => path ?? '–' },
        { title: 'versions', right: true, of: ({ versionCount }) => writeCount(versionCount) },
        { title: 'latest', right: true, of: ({ latest }) => String(latest.version) },
        { title: 'files', right: true, of: ({ latest }) => writeCount(latest.fileCount) },
        { title: 'size', right: true, of: ({ latest }) => writeBytes(latest.sizeBytes) },
        { title: 'added', right: true, of: ({ latest }) => writeAgo(latest.createdAt, now) },
        { title: 'aliases', of: ({ aliases }) => aliases.map(writeAlias).join(', ') },
      ],
      { style, nothing: 'There are no datasets. Add a file or a folder: swell data add <path>' },
    ),
})

interface ListedDataset {
  readonly dataset: string
  /** Of its data in the project; undefined where there is no pointer. */
  readonly path: string | undefined
  readonly versionCount: number
  readonly latest: DatasetVersion
  readonly aliases: readonly Pick<DatasetAlias, 'alias' | 'version'>[]
}

async function listAll(deps: DatasetDeps): Promise<readonly ListedDataset[]> {
  const store = sqlDatasetStore(deps.database)
  const [versions, aliases, pointers] = await Promise.all([
    store.list(),
    store.listAliases(),
    findPointers(deps),
  ])
  const byDataset = Map.groupBy(versions, ({ dataset }) => dataset)
  return [...byDataset].flatMap(([dataset, own]) => {
    const ownAliases = aliases.filter((alias) => alias.dataset === dataset)
    const number = ownAliases.find(({ alias }) => alias === 'latest')?.version
    const latest = own.find(({ version }) => version === number) ?? own[0]
    const placed = pointers.find(({ pointer }) => pointer.dataset === dataset)
    return latest === undefined
      ? []
      : [
          {
            dataset,
            path: placed?.place.path,
            versionCount: own.length,
            latest,
            aliases: ownAliases.map(({ alias, version }) => ({ alias, version })),
          },
        ]
  })
}

function writeAlias({ alias, version }: Pick<DatasetAlias, 'alias' | 'version'>): string {
  return `${alias} ${version}`
}
