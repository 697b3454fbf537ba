import { access, mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { head } from './block-columns.ts'
import { makeBlocks } from './make-blocks.ts'

export interface DeliverOptions {
  /** Gets `housing.csv`, if it is not there yet. */
  readonly folder: string
  readonly blocks: number
  readonly seed: string
}

/** Writes the blocks as they come, and says how many. */
export async function deliverBlocks({ folder, blocks, seed }: DeliverOptions): Promise<number> {
  const path = join(folder, 'housing.csv')
  const isThere = await access(path).then(
    () => true,
    () => false,
  )
  if (isThere) return 0
  const lines = makeBlocks(blocks, seed).map((block) =>
    head
      .split(',')
      .map((name) => String(block[name as keyof typeof block] ?? ''))
      .join(','),
  )
  await mkdir(folder, { recursive: true })
  // Written beside its place, then renamed: a reader of the folder never meets half a file.
  await writeFile(`${path}.part`, `${[head, ...lines].join('\n')}\n`)
  await rename(`${path}.part`, path)
  return lines.length
}
