import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { datasetErrors } from './errors.ts'
import { makeFolderRemote, openFolderRemote } from './folder-remote-store.ts'
import { parseJson } from './manifest.ts'
import type { RemoteStore } from './remote-store.ts'
import { replaceFile } from './replace-file.ts'

/** A remote as the project knows it, in `swell.remotes.json`, which goes into Git. */
export interface Remote {
  readonly name: string
  /** As it was written; a relative one stands beside the project's configuration. */
  readonly folder: string
}

const fileName = 'swell.remotes.json'

/** In the order in which they were added. Throws `remotesFileInvalid`. */
export async function listRemotes(root: string): Promise<readonly Remote[]> {
  const file = join(root, fileName)
  if (!existsSync(file)) return []
  const found = parseJson(await readFile(file)) as Readonly<Record<string, unknown>>
  return Object.entries(found).map(([name, value]) => {
    const folder = (value as { folder?: unknown } | null)?.folder
    if (typeof folder !== 'string') {
      throw datasetErrors.remotesFileInvalid({ file, problem: `"${name}" has no folder` })
    }
    return { name, folder }
  })
}

/** Makes a folder a remote of the project. Throws `remoteTaken` or `remoteUnreachable`. */
export async function addRemote(root: string, { name, folder }: Remote): Promise<Remote> {
  if (!/^[A-Za-z][\w.-]{0,99}$/.test(name)) throw datasetErrors.remoteNameInvalid({ name })
  const known = await listRemotes(root)
  const same = known.find((one) => one.name === name)
  if (same !== undefined) {
    throw datasetErrors.remoteTaken({ remote: name, folder: same.folder })
  }
  await makeFolderRemote(name, resolve(root, folder))
  const all = [...known, { name, folder }].map((one) => [one.name, { folder: one.folder }] as const)
  await replaceFile(
    join(root, fileName),
    `${JSON.stringify(Object.fromEntries(all), undefined, 2)}\n`,
  )
  return { name, folder }
}

/** The remote of that name, or the only one, or `origin`. Throws `remoteNotFound`. */
export async function openRemote(root: string, name?: string): Promise<RemoteStore> {
  const remotes = await listRemotes(root)
  const wanted = name ?? (remotes.length === 1 ? remotes[0]?.name : undefined) ?? 'origin'
  const found = remotes.find((one) => one.name === wanted)
  if (found === undefined) {
    const known = remotes.map((one) => one.name).join(', ') || 'none'
    throw datasetErrors.remoteNotFound({ remote: wanted, known })
  }
  return openFolderRemote(found.name, resolve(root, found.folder))
}
