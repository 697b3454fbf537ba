import { access, mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { rawHead } from './census-columns.ts'
import { makePeople } from './made-people.ts'

export interface DeliverOptions {
  /** Gets `census.csv`, if it is not there yet. */
  readonly folder: string
  readonly people: number
  readonly seed: string
}

/** Writes the census as it comes: a space after every comma, `?` where something is not known. */
export async function deliverCensus({ folder, people, seed }: DeliverOptions): Promise<number> {
  const path = join(folder, 'census.csv')
  if (await isThere(path)) return 0
  const made = makePeople(people, seed)
  const lines = made.map((person) => rawHead.map((name) => String(person[name])).join(', '))
  await mkdir(folder, { recursive: true })
  // Written beside its place, then renamed: a reader of the folder never meets half a census.
  await writeFile(`${path}.part`, `${[rawHead.join(', '), ...lines].join('\n')}\n`)
  await rename(`${path}.part`, path)
  return made.length
}

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}
