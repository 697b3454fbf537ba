import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { digestOfValue, silentLog } from '../../src/base/index.ts'
import { examineDatabase } from '../../src/cli/examine-database.ts'
import { listNamedBlobs } from '../../src/cli/list-named-blobs.ts'
import { groupRelation } from '../../src/features/index.ts'
import { allGroups, loadProject, openProject, type OpenedProject } from '../../src/project/index.ts'
import { ident, joinSql, sql } from '../../src/table/index.ts'

/** What a store holds, without what differs from run to run: ids, and when something was done. */
export interface StoreContent {
  readonly groups: Readonly<Record<string, { readonly rowCount: number; readonly digest: string }>>
  readonly trainingSets: readonly string[]
  readonly versions: readonly string[]
  readonly champion: number | undefined
}

export async function readContent(root: string, state: string): Promise<StoreContent> {
  return withStore(root, state, async (project) => {
    const groups = allGroups(project.definition).map(
      async (group) => [group.name, await readRows(project, group)] as const,
    )
    const [model] = project.definition.models
    const versions = await project.models.list(model?.name ?? '')
    const champion = await project.models.findAlias(model?.name ?? '', 'champion')
    return {
      groups: Object.fromEntries(await Promise.all(groups)),
      trainingSets: (await project.trainingSets.list()).map(({ digest }) => digest),
      versions: versions.map(({ contentDigest }) => contentDigest),
      champion: champion?.version,
    }
  })
}

/** What is wrong with a store: faults of the database, and blobs that it names and that are not whole. */
export async function readFaults(root: string, state: string): Promise<string[]> {
  // Killed before it made anything.
  if (!existsSync(join(state, 'metadata.sqlite'))) return []
  return withStore(root, state, async (project) => {
    const database = await examineDatabase(project)
    const named = await listNamedBlobs(project)
    const blobs = await Promise.all(
      [...named.keys()].map(async (digest) => ({
        digest,
        health: await project.blobs.verify(digest),
      })),
    )
    return [
      ...(database.state === 'well' ? [] : [`database: ${database.found}`]),
      ...blobs.flatMap(({ digest, health }) =>
        health === 'whole' ? [] : [`${digest} is ${health}`],
      ),
    ]
  })
}

/** Of predictions: when they were made, and the ids of what they came from. */
const differing = ['predictionId', 'madeAt', 'deliveries', 'commits']

async function readRows(project: OpenedProject, group: Parameters<typeof groupRelation>[1]) {
  const { relation } = await groupRelation(project, group)
  const isMade = 'predictionId' in group.columns
  const names = [...Object.keys(group.columns), ...(isMade ? [] : ['_known_at'])]
  const columns = names.filter((name) => !isMade || !differing.includes(name)).map(ident)
  const rows = await project.engine.rows(
    sql`select ${joinSql(columns, ', ')} from ${relation} order by all`,
  )
  return { rowCount: rows.length, digest: digestOfValue(rows) }
}

async function withStore<Result>(
  root: string,
  state: string,
  read: (project: OpenedProject) => Promise<Result>,
): Promise<Result> {
  const project = await openProject(await loadProject(root), {
    root,
    settings: {},
    environment: { SWELL_STATE: state },
    now: () => new Date(),
    log: silentLog,
  })
  try {
    return await read(project)
  } finally {
    await project.close()
  }
}
