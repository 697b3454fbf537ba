import { randomUUID } from 'node:crypto'
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { draftName, isOrphanDraft } from '../../storage/index.ts'

const draftMark = '.swell-draft~'

/** A path beside `path` for a file that is being written; `removeOrphans` knows it by its name. */
export function draftBeside(path: string): string {
  return join(dirname(path), draftMark + draftName(randomUUID().slice(0, 8)))
}

/** True for the name of a file or folder that some process is writing, or was when it died. */
export function isDraft(name: string): boolean {
  return name.startsWith(draftMark)
}

/** Removes a draft if its writer is dead. */
export async function removeOrphan(path: string): Promise<void> {
  if (!isOrphanDraft(basename(path).slice(draftMark.length))) return
  await rm(path, { recursive: true, force: true })
}

/** Writes a file whole or not at all. */
export async function replaceFile(path: string, content: string | Uint8Array): Promise<void> {
  const draft = draftBeside(path)
  await mkdir(dirname(path), { recursive: true })
  try {
    await writeFile(draft, content, { flush: true })
    await rename(draft, path)
  } finally {
    await rm(draft, { force: true })
  }
}
