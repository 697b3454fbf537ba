import { readdir, rename } from 'node:fs/promises'
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
