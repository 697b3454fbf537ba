import { glob, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { digestOfValue, systemClock, systemErrorCode } from '../base/index.ts'
import type { EventTrigger, Happened, Happenings, Occasion } from '../pipelines/index.ts'
import type { RunId } from '../tracking/index.ts'
import type { ProjectPorts } from './project-ports.ts'

type Ports = Pick<ProjectPorts, 'database' | 'models' | 'root' | 'runs'>

/** What has happened in a project that may make a pipeline due. */
export function projectHappenings(ports: Ports): Happenings {
  return {
    since(trigger, cursor, pipeline) {
      switch (trigger.kind) {
        case 'pipeline':
          return runsSince(ports, trigger, cursor)
        case 'commit':
          return commitsSince(ports, trigger, cursor, pipeline)
        case 'alias':
          return movesSince(ports, trigger, cursor)
        case 'files':
          return filesSince(ports, trigger, cursor)
      }
    },
  }
}

type Of<Kind extends EventTrigger['kind']> = Extract<EventTrigger, { readonly kind: Kind }>

/** Of what is not counted, this is where it begins. */
const nothingYet = '-'

async function runsSince(
  { runs }: Ports,
  { pipeline }: Of<'pipeline'>,
  cursor: string | undefined,
): Promise<Happened> {
  const query = { kind: 'pipeline', name: pipeline, status: 'succeeded', limit: 100 } as const
  const succeeded = await runs.list(query)
  const newest = succeeded[0]?.id ?? cursor ?? nothingYet
  if (cursor === undefined) return { occasions: [], cursor: newest }
  const fresh = succeeded.filter(({ id }) => cursor === nothingYet || id > cursor).toReversed()
  const occasions = fresh.flatMap((run): Occasion[] =>
    run.status === 'open'
      ? []
      : [{ id: `after ${run.id}`, at: run.endedAt, reason: `after ${pipeline} (${run.id})` }],
  )
  return { occasions, cursor: newest }
}

async function commitsSince(
  ports: Ports,
  { group }: Of<'commit'>,
  cursor: string | undefined,
  pipeline: string,
): Promise<Happened> {
  let query = ports.database.queries
    .selectFrom('commits')
    .select(['commit_id', 'sequence', 'committed_at', 'run_id', 'row_count'])
    .where('group_name', '=', group)
    .orderBy('sequence', 'desc')
    .limit(cursor === undefined ? 1 : 1000)
  if (cursor !== undefined) query = query.where('sequence', '>', Number(cursor))
  const commits = await query.execute()
  const newest = String(commits[0]?.sequence ?? cursor ?? 0)
  if (cursor === undefined) return { occasions: [], cursor: newest }
  const occasions: Occasion[] = []
  for (const commit of commits.toReversed()) {
    // What a pipeline commits itself would make it run for ever.
    if ((await pipelineOf(ports, commit.run_id)) === pipeline) continue
    occasions.push({
      id: `commit ${commit.commit_id}`,
      at: new Date(commit.committed_at),
      reason: `${group} got commit ${commit.commit_id}`,
    })
  }
  return { occasions, cursor: newest }
}

/** The pipeline of which a run is a step, however deep. */
async function pipelineOf({ runs }: Ports, id: string | null): Promise<string | undefined> {
  let at = id === null ? undefined : await runs.find(id as RunId)
  while (at?.parentId !== undefined) at = await runs.find(at.parentId)
  return at?.kind === 'pipeline' ? at.name : undefined
}

async function movesSince(
  { models }: Ports,
  { model, alias }: Of<'alias'>,
  cursor: string | undefined,
): Promise<Happened> {
  const moves = (await models.listMoves(model))
    .filter((move) => move.alias === alias)
    .toSorted((a, b) => a.sequence - b.sequence)
  const newest = String(moves.at(-1)?.sequence ?? cursor ?? 0)
  if (cursor === undefined) return { occasions: [], cursor: newest }
  const fresh = moves.filter(({ sequence }) => sequence > Number(cursor))
  const occasions = fresh.map(({ id, to, movedAt }): Occasion => {
    const what = to === undefined ? 'was taken away' : `moved to version ${to}`
    return { id: `move ${id}`, at: movedAt, reason: `${alias} of ${model} ${what}` }
  })
  return { occasions, cursor: newest }
}

type Stamps = Readonly<Record<string, string>>

/** A file that was changed less long ago may still be written. */
const settledAfterMs = 2000

/** Files have the time of the machine, whatever the project believes. */
async function filesSince(
  { root }: Ports,
  { glob: pattern }: Of<'files'>,
  cursor: string | undefined,
): Promise<Happened> {
  const known = cursor === undefined ? undefined : (JSON.parse(cursor) as Stamps)
  const found: Record<string, string> = {}
  const fresh: { readonly path: string; readonly changedMs: number }[] = []
  const machineMs = systemClock().getTime()
  for (const path of await listFiles(root, pattern)) {
    const file = await stat(join(root, path)).catch(ignoreMissing)
    if (file === undefined || !file.isFile()) continue
    const before = known?.[path]
    const stamp = `${file.size} ${file.mtimeMs}`
    const isSettled = machineMs - file.mtimeMs >= settledAfterMs
    if (known === undefined || isSettled) found[path] = stamp
    else if (before !== undefined) found[path] = before
    if (known !== undefined && isSettled && before !== stamp) {
      fresh.push({ path, changedMs: file.mtimeMs })
    }
  }
  const occasions = fresh.length === 0 ? [] : [arrival(fresh, found)]
  return { occasions, cursor: JSON.stringify(found) }
}

function arrival(
  fresh: readonly { readonly path: string; readonly changedMs: number }[],
  stamps: Stamps,
): Occasion {
  const paths = fresh.map(({ path }) => path)
  const digest = digestOfValue(paths.map((path) => [path, stamps[path]]))
  const more = paths.length > 3 ? ` and ${paths.length - 3} more` : ''
  return {
    id: `files ${digest}`,
    at: new Date(Math.max(...fresh.map(({ changedMs }) => changedMs))),
    reason: `${paths.slice(0, 3).join(', ')}${more} came`,
  }
}

async function listFiles(root: string, pattern: string): Promise<string[]> {
  const exclude = (path: string) => /(?:^|\/)(?:node_modules|\.git|\.swell)(?:\/|$)/.test(path)
  const paths: string[] = []
  for await (const path of glob(pattern, { cwd: root, exclude })) paths.push(path)
  return paths.toSorted()
}

function ignoreMissing(error: unknown): undefined {
  if (systemErrorCode(error) === 'ENOENT') return undefined
  throw error
}
