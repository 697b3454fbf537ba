import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { addDataset, defineStep } from 'groundswell'
import { settings } from '../settings.ts'

/** A version of a dataset, as the next step reads it. */
export interface Version {
  readonly dataset: string
  readonly version: number
}

/** Brings the sample in, from a file or a URL, and keeps it as a version of `sample`. */
export const download = defineStep({
  name: 'download',
  summary: 'Keeps the sample as it was delivered',
  cache: 'never',
  run: async ({ context }): Promise<Version> => {
    const { root } = context.deps
    const from = context.setting(settings.sample)
    const text = /^https?:/.test(from)
      ? await (await fetch(from, { signal: context.signal })).text()
      : await readFile(resolve(root, from), 'utf8')
    context.log.info(`${from}: ${text.split('\n').length - 2} rows`)
    return keep(context, 'sample', text)
  },
})

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
