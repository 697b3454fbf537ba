import type { DeliveryId, DeliveryStore } from '../data/index.ts'
import type { CommitStore, TrainingSetStore } from '../features/index.ts'
import type { LineageStore } from '../tracking/index.ts'
import type { WhyGraph } from './why-graph.ts'

interface TrainingSetDeps {
  readonly trainingSets: TrainingSetStore
  readonly commits: CommitStore
  readonly lineage: LineageStore
  readonly deliveries: DeliveryStore
}

/** Adds a training set, and for each group that it was frozen from one node that counts its commits. */
export async function whyTrainingSet(
  deps: TrainingSetDeps,
  graph: WhyGraph,
  setId: string,
  versionId: string,
): Promise<void> {
  const set = await deps.trainingSets.find(setId)
  if (set === undefined) return
  const { trainCount, testCount, leftOutCount } = set.split
  graph.add({
    id: set.id,
    kind: 'training-set',
    label: `${set.view} training set ${set.version}`,
    at: set.createdAt,
    details: {
      rowCount: set.rowCount,
      trainCount,
      testCount,
      ...(leftOutCount === undefined ? {} : { leftOutCount }),
    },
  })
  graph.link(set.id, versionId, 'trained on')
  for (const [group, ids] of Object.entries(set.commits)) {
    await addCommits(deps, graph, set.id, group, ids)
  }
}

async function addCommits(
  deps: TrainingSetDeps,
  graph: WhyGraph,
  setId: string,
  group: string,
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return
  const own = new Set(ids)
  const commits = (await deps.commits.list(group)).filter((commit) => own.has(commit.id))
  const nodes = ids.map((commit) => ({ kind: 'commit', id: commit }))
  const edges = await deps.lineage.list(nodes, 'up')
  const deliveries = edges.filter(({ from }) => from.kind === 'delivery')
  const id = `${setId}/${group}`
  graph.add({
    id,
    kind: 'commit',
    label: ids.length === 1 ? `1 commit of ${group}` : `${ids.length} commits of ${group}`,
    at: commits.at(-1)?.committedAt,
    details: {
      group,
      commitCount: ids.length,
      rowCount: commits.reduce((sum, { rowCount }) => sum + rowCount, 0),
      deliveryCount: deliveries.length,
    },
  })
  graph.link(id, setId, 'frozen into')
  const first = await deps.deliveries.find((deliveries[0]?.from.id ?? '') as DeliveryId)
  if (first !== undefined) addSource(graph, first.source, id)
}

export function addSource(graph: WhyGraph, source: string, loadedId: string): void {
  const id = `source/${source}`
  graph.add({ id, kind: 'source', label: source, at: undefined, details: {} })
  graph.link(id, loadedId, 'read from')
}
