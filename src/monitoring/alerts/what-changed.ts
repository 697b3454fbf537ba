import { groupsRead, type CommitStore, type Group, type GroupShape } from '../../features/index.ts'
import type { ModelStore } from '../../registry/index.ts'
import { listRuns, type RunStore } from '../../tracking/index.ts'
import type { Watched } from '../monitors/monitor.ts'

/** Something that happened upstream of what a monitor watches. */
export interface UpstreamChange {
  readonly at: Date
  readonly kind: 'commit' | 'version' | 'alias' | 'run'
  readonly what: string
  /** Its page in the dashboard. */
  readonly address: string | undefined
}

export interface UpstreamDeps {
  readonly commits: CommitStore
  readonly models: ModelStore
  readonly runs: RunStore
}

/** A chart can't hold more, and nobody reads more. */
const mostChanges = 50

/** What changed upstream of what is watched from `from` to `to`, newest first: commits, versions, aliases, failed runs. */
export async function whatChanged(
  deps: UpstreamDeps,
  watch: Watched,
  { from, to }: { readonly from: Date; readonly to: Date },
): Promise<UpstreamChange[]> {
  const changes = [
    ...(await commitsOf(deps, groupsUpstream(watch))),
    ...(await releasesOf(deps, watch)),
    ...(await failuresOf(deps)),
  ]
  return changes
    .filter(({ at }) => at >= from && at <= to)
    .toSorted((a, b) => b.at.getTime() - a.at.getTime())
    .slice(0, mostChanges)
}

/** The groups that it is made of, however far back. */
function groupsUpstream(watch: Watched): GroupShape[] {
  const found = new Map<string, GroupShape>()
  const add = (group: GroupShape & Pick<Group, 'derive'>) => {
    if (found.has(group.name)) return
    found.set(group.name, group)
    for (const input of group.derive?.from ?? []) add(input)
  }
  if (watch.kind === 'group') add(watch.group)
  const model =
    watch.kind === 'model'
      ? watch.model
      : watch.kind === 'service'
        ? watch.service.model
        : undefined
  if (model !== undefined) {
    for (const group of [model.view.label.group, ...groupsRead(model.view)]) add(group)
  }
  return [...found.values()]
}

async function commitsOf(
  { commits }: UpstreamDeps,
  groups: readonly GroupShape[],
): Promise<UpstreamChange[]> {
  const found = groups.map(async ({ name }) =>
    (await commits.list(name)).map((commit): UpstreamChange => {
      const { kind, sequence, rowCount, arrival } = commit
      const corrected =
        arrival.correctionCount === 0 ? '' : `, ${arrival.correctionCount} of them corrections`
      return {
        at: commit.committedAt,
        kind: 'commit',
        what: `${name}: ${kind} ${sequence} of ${rowCount} rows${corrected}`,
        address: `/features/groups/${name}`,
      }
    }),
  )
  return (await Promise.all(found)).flat()
}

async function releasesOf({ models }: UpstreamDeps, watch: Watched): Promise<UpstreamChange[]> {
  const model =
    watch.kind === 'model' ? watch.name : watch.kind === 'service' ? watch.service.model.name : ''
  if (model === '') return []
  const versions = (await models.list(model)).map(({ version, createdAt }): UpstreamChange => ({
    at: createdAt,
    kind: 'version',
    what: `${model}: version ${version} was trained`,
    address: `/models/${model}/versions/${version}`,
  }))
  const moves = (await models.listMoves(model)).map(
    ({ alias, to, movedAt, by }): UpstreamChange => ({
      at: movedAt,
      kind: 'alias',
      what:
        to === undefined
          ? `${model}: ${alias} was taken away by ${by}`
          : `${model}: ${alias} moved to version ${to} by ${by}`,
      address: `/models/${model}`,
    }),
  )
  return [...versions, ...moves]
}

async function failuresOf(deps: UpstreamDeps): Promise<UpstreamChange[]> {
  const runs = await listRuns(deps, { kind: 'pipeline', limit: 200 })
  return runs.flatMap((run): UpstreamChange[] =>
    run.status === 'failed' || run.status === 'interrupted'
      ? [
          {
            at: run.endedAt,
            kind: 'run',
            what: `pipeline ${run.name} ended as ${run.status}`,
            address: `/runs/${run.id}`,
          },
        ]
      : [],
  )
}
