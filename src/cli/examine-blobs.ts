import type { Digest } from '../base/index.ts'
import type { OpenedProject } from '../project/index.ts'
import type { StoredBlob } from '../storage/index.ts'
import type { CommandContext } from './command-context.ts'
import type { Look } from './finding.ts'
import { writeBytes, writeCounted } from './write-value.ts'

/** Reads every blob anew, and looks for those that the metadata names and that are not there. */
export async function examineBlobs(
  project: OpenedProject,
  { live, signal }: Pick<CommandContext, 'live' | 'signal'>,
): Promise<Look> {
  const stored: StoredBlob[] = []
  for await (const blob of project.blobs.list()) stored.push(blob)
  const bytes = stored.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)
  const named = await listNamedBlobs(project)
  const all = [...new Set([...stored.map(({ digest }) => digest), ...named])]
  const faults: string[] = []
  for (const [done, digest] of all.entries()) {
    signal.throwIfAborted()
    live.progress({ work: 'verifying blobs', done, total: all.length })
    const health = await project.blobs.verify(digest)
    if (health !== 'whole') faults.push(`${digest.slice(0, 12)} is ${health}`)
  }
  live.clear()
  const found = `${writeCounted(stored.length, 'blob')}, ${writeBytes(bytes)}`
  if (faults.length === 0) return { state: 'well', found: `${found}, all whole` }
  return {
    state: 'wrong',
    found: `${faults.length} of ${found}: ${faults.slice(0, 3).join(', ')}`,
    fix: 'Put them back from a copy of the state, or delete the damaged ones and bring the data in again.',
  }
}

/**
 * Every blob that a commit, a delivery, a training set, a version or a run refers to. (The files of a
 * dataset stand in its lists; `swell data verify` looks into those.)
 */
export async function listNamedBlobs({
  database: { queries },
}: Pick<OpenedProject, 'database'>): Promise<Digest[]> {
  const [segments, deliveries, sets, artifacts, lists, places, versions] = await Promise.all([
    queries.selectFrom('segments').select('digest').distinct().execute(),
    queries.selectFrom('deliveries').select('archive as digest').distinct().execute(),
    queries.selectFrom('training_sets').select('digest').distinct().execute(),
    queries.selectFrom('artifacts').select('digest').distinct().execute(),
    queries.selectFrom('dataset_versions').select('digest').distinct().execute(),
    queries.selectFrom('dataset_versions').select('places as digest').distinct().execute(),
    queries.selectFrom('model_versions').select('files').execute(),
  ])
  const files = versions.flatMap((row) =>
    Object.values(JSON.parse(row.files) as Readonly<Record<string, Digest>>),
  )
  const direct = [...segments, ...deliveries, ...sets, ...artifacts, ...lists, ...places].map(
    ({ digest }) => digest as Digest,
  )
  return [...new Set([...direct, ...files])]
}
