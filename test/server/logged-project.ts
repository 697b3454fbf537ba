import type { OpenedProject } from '../../src/project/index.ts'
import {
  sqlExperimentStore,
  sqlLoggedFiles,
  sqlLoggedRunStore,
  type LoggedRunStore,
} from '../../src/tracking/index.ts'

type Start = Parameters<LoggedRunStore['create']>[0]

export function loggedRunsOf({ database, now }: OpenedProject): LoggedRunStore {
  return sqlLoggedRunStore({ session: database, now })
}

export function addExperiment({ database, now }: OpenedProject, name: string) {
  return sqlExperimentStore({ session: database, now }).create({ name, tags: [] })
}

/** A run of a program, with a metric over steps, parameters and a tag. */
export async function addLoggedRun(
  project: OpenedProject,
  start: Partial<Start> & { readonly losses?: readonly number[]; readonly depth?: string },
): Promise<string> {
  const { losses = [0.5, 0.25], depth = '3', ...rest } = start
  const runs = loggedRunsOf(project)
  const run = await runs.create({ experimentId: '0', userName: 'maeve', tags: [], ...rest })
  await runs.logBatch(run.id, {
    metrics: losses.map((value, step) => ({ key: 'loss', value, step, atMs: 1000 * step })),
    params: [{ key: 'depth', value: depth }],
    tags: [{ key: 'team', value: 'sea' }],
  })
  return run.id
}

/** A file of a run of the default experiment. */
export async function addRunFile(
  project: OpenedProject,
  runId: string,
  path: string,
  content: string | Uint8Array,
): Promise<void> {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content
  await sqlLoggedFiles(project.database).put({
    path: `0/${runId}/artifacts/${path}`,
    digest: await project.blobs.put(bytes),
    sizeBytes: bytes.length,
    mediaType: 'application/octet-stream',
    loggedAt: project.now(),
  })
}
