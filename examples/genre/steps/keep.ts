import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { addDataset, type defineStep } from 'groundswell'

/** A version of a dataset, as the next step reads it. */
export interface Version {
  readonly dataset: string
  readonly version: number
}

type Context = Parameters<Parameters<typeof defineStep>[0]['run']>[0]['context']

/** Writes a file below `data/` and keeps it as a version of the dataset of its name. */
export async function keep(context: Context, dataset: string, text: string): Promise<Version> {
  const { deps, runId } = context
  await mkdir(join(deps.root, 'data'), { recursive: true })
  await writeFile(join(deps.root, dataPath(dataset)), text)
  const added = await addDataset(deps, {
    path: dataPath(dataset),
    name: dataset,
    by: deps.user ?? 'pipeline',
    runId,
  })
  return { dataset, version: added.version.version }
}

export function dataPath(dataset: string): string {
  return `data/${dataset}.csv`
}
