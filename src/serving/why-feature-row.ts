import type { DeliveryId, DeliveryStore } from '../data/index.ts'
import type { Commit, CommitStore } from '../features/index.ts'
import type { LineageStore, RunStore } from '../tracking/index.ts'
import type { Prediction } from './prediction.ts'
import type { ServedModel } from './served-model.ts'
import type { WhyGraph } from './why-graph.ts'
import { whyRun } from './why-run.ts'
import { addSource } from './why-training-set.ts'

interface FeatureRowDeps {
  readonly commits: CommitStore
  readonly lineage: LineageStore
  readonly runs: RunStore
  readonly deliveries: DeliveryStore
}

type MadePrediction = Pick<Prediction, 'commits' | 'knownBy' | 'deliveries' | 'features'> & {
  readonly id: string
}

/** Adds what a prediction's features were read from in one group: the newest row, its commit, its file. */
export async function whyFeatureRow(
  deps: FeatureRowDeps,
  graph: WhyGraph,
  model: ServedModel,
  prediction: MadePrediction,
  group: string,
): Promise<void> {
  const last = prediction.commits[group]
  if (last === undefined) return
  const id = `${prediction.id}/${group}`
  graph.add({
    id,
    kind: 'feature-row',
    label: `row of ${group}`,
    at: prediction.knownBy,
    details: featuresOf(model, prediction, group),
  })
  graph.link(id, prediction.id, 'computed from')
  const delivery = prediction.deliveries[group]
  const commit =
    delivery === undefined
      ? (await deps.commits.list(group)).find(({ sequence }) => sequence === last)
      : await commitOf(deps, delivery)
  // Rows that a step wrote don't tell their commit: it is one up to the newest.
  const text = delivery === undefined ? 'read as of' : 'read from'
  if (commit !== undefined) addCommit(graph, commit, { id, text })
  if (delivery !== undefined) await addDelivery(deps, graph, delivery, commit?.id ?? id)
  if (commit?.runId !== undefined) {
    const made = delivery === undefined ? 'written in' : 'loaded in'
    await whyRun(deps, graph, commit.runId, { id: commit.id, text: made })
  }
}

function featuresOf(model: ServedModel, { features }: MadePrediction, group: string) {
  const own = Object.entries(model.view.features).flatMap(([name, feature]) => {
    const isOwn =
      (feature.kind === 'latest' || feature.kind === 'window') && feature.group.name === group
    return isOwn ? [[name, features[name] ?? null] as const] : []
  })
  return Object.fromEntries(own)
}

async function commitOf(deps: FeatureRowDeps, delivery: string): Promise<Commit | undefined> {
  const edges = await deps.lineage.list([{ kind: 'delivery', id: delivery }], 'down')
  const commit = edges.find(({ to }) => to.kind === 'commit')
  return commit === undefined ? undefined : deps.commits.find(commit.to.id)
}

function addCommit(
  graph: WhyGraph,
  commit: Commit,
  read: { readonly id: string; readonly text: string },
): void {
  graph.add({
    id: commit.id,
    kind: 'commit',
    label: `commit ${commit.sequence} of ${commit.group}`,
    at: commit.committedAt,
    details: { group: commit.group, rowCount: commit.rowCount },
  })
  graph.link(commit.id, read.id, read.text)
}

async function addDelivery(
  deps: FeatureRowDeps,
  graph: WhyGraph,
  id: string,
  loadedId: string,
): Promise<void> {
  const delivery = await deps.deliveries.find(id as DeliveryId)
  if (delivery === undefined) return
  const { source, digest, sizeBytes } = delivery
  graph.add({
    id,
    kind: 'delivery',
    label: delivery.name,
    at: delivery.readAt,
    details: { source, digest, sizeBytes },
  })
  graph.link(id, loadedId, 'loaded from')
  addSource(graph, source, id)
}
