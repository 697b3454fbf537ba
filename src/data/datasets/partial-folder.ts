import { readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Digest } from '../../base/index.ts'
import { draftName, isOrphanDraft } from '../../storage/index.ts'

/**
 * Where what has arrived of a content waits until all of it is here. What a dead process left behind is
 * taken over; two living ones never write to one folder.
 */
export async function openPartialFolder(state: string, digest: Digest): Promise<string> {
  const folder = join(state, 'partial')
  const own = join(folder, draftName(digest))
  const names = await readdir(folder).catch(() => [])
  for (const name of names) {
    if (!name.endsWith(`~${digest}`) || !isOrphanDraft(name)) continue
    // Of two that want it one is first; the other begins anew.
    const isTaken = await rename(join(folder, name), own).then(
      () => true,
      () => false,
    )
    if (isTaken) break
  }
  return own
}

/** Takes away what nobody came back for: what dead processes left behind so long ago. Counts them. */
export async function removeOldPartials(state: string, olderThanMs: number): Promise<number> {
  const folder = join(state, 'partial')
  const names = (await readdir(folder).catch(() => [])).filter(isOrphanDraft)
  let count = 0
  for (const name of names) {
    const { mtimeMs } = await stat(join(folder, name))
    if (mtimeMs > Date.now() - olderThanMs) continue
    await rm(join(folder, name), { recursive: true, force: true })
    count += 1
  }
  return count
}
