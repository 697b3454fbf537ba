import { digestOfValue, newId, type Clock, type Digest } from '../../base/index.ts'
import type { Split } from '../../learn/index.ts'
import type { Database } from '../../storage/index.ts'
import { linkLineage, sqlLineageStore } from '../../tracking/index.ts'
import type { Commit } from '../groups/commit.ts'
import { featuresErrors } from '../errors.ts'
import { groupsRead, viewDigest, type View } from '../views/view.ts'
import { labelledQuery, type ViewDeps, type ViewedQuery } from '../views/view-rows.ts'
import { checkSplit } from './check-split.ts'
import { featureDigests } from './feature-code.ts'
import { freezeRows, type FrozenRows } from './freeze-rows.ts'
import { sqlTrainingSetStore } from './sql-training-set-store.ts'
import type { TrainingSetStore } from './training-set-store.ts'
import type {
  FrozenDefinition,
  TrainingSet,
  TrainingSetBounds,
  TrainingSetId,
} from './training-set.ts'

export interface FreezeDeps extends ViewDeps {
  readonly trainingSets: TrainingSetStore
  readonly database: Database
  readonly now: Clock
  /** The run in which this happens. */
  readonly runId?: string | undefined
}

export interface FreezeOptions {
  readonly split: Split
  /** Tells one state of the project's code from another, as functions of the view may call anything. */
  readonly fingerprint: string
  readonly runId?: string
  /** Labels of moments from `from` on, and before `to`. */
  readonly from?: Date
  readonly to?: Date
  /** As if it were frozen at that moment: only what was committed by then. */
  readonly asOf?: Date
  /** The newest labels only, so many. */
  readonly rows?: number
}

/**
 * Freezes a view as a training set. Nothing is computed when the same view was frozen from the same
 * commits before, and rows that come out as they did make no new version. Throws `noLabels`, and
 * `gapTooShort` or `labelsOverlap` for a split that would test on what labels to learn from look ahead to.
 */
export async function freezeView(
  deps: FreezeDeps,
  view: View,
  options: FreezeOptions,
): Promise<TrainingSet> {
  checkSplit(view, options.split)
  const viewed = await labelledQuery(deps, view, readingOf(options))
  const definition: FrozenDefinition = {
    digest: definitionDigest(view, viewed, options),
    features: featureDigests(view),
    fingerprint: options.fingerprint,
    frozenAt: deps.now(),
  }
  const before = await deps.trainingSets.findByDefinition(view.name, definition.digest)
  if (before !== undefined) return before

  const frozen = await freezeRows(deps, view, viewed, options.split)
  if (frozen === undefined) throw noLabels(view, options)
  return keepSet(deps, toSet(deps, view, options, { viewed, frozen, definition }), {
    definition,
    frozen,
  })
}

function readingOf({ asOf, from, to, rows }: FreezeOptions) {
  return {
    ...(asOf === undefined ? {} : { until: asOf }),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    ...(rows === undefined ? {} : { limit: rows }),
  }
}

function boundsOf({ asOf, from, to, rows }: FreezeOptions): TrainingSetBounds {
  return {
    ...(from === undefined ? {} : { from: from.toISOString() }),
    ...(to === undefined ? {} : { to: to.toISOString() }),
    ...(asOf === undefined ? {} : { asOf: asOf.toISOString() }),
    ...(rows === undefined ? {} : { rows }),
  }
}

/** What was committed by a moment is told by the commits themselves. */
function definitionDigest(view: View, { commits }: ViewedQuery, options: FreezeOptions): Digest {
  const { split, fingerprint } = options
  const { asOf: _commitsTell, ...bounds } = boundsOf(options)
  const contents = [view.label.group, ...groupsRead(view)].map(({ name }) => [
    name,
    (commits.get(name) ?? []).map((commit) => commit.contentDigest),
  ])
  const narrowed = Object.keys(bounds).length === 0 ? {} : { bounds }
  return digestOfValue({ view: viewDigest(view), split, fingerprint, contents, ...narrowed })
}

interface Frozen {
  readonly viewed: ViewedQuery
  readonly frozen: FrozenRows
  readonly definition: FrozenDefinition
}

function toSet(
  deps: FreezeDeps,
  view: View,
  options: FreezeOptions,
  { viewed, frozen, definition }: Frozen,
): Omit<TrainingSet, 'version'> {
  const { profile: _apart, ...rows } = frozen
  return {
    id: newId<TrainingSetId>('set', deps.now()),
    view: view.name,
    ...rows,
    bounds: boundsOf(options),
    definitionDigest: definition.digest,
    commits: commitIds(viewed.commits),
    createdAt: deps.now(),
    runId: options.runId ?? deps.runId,
  }
}

/** Of two that freeze the same at once, the second finds the first's set: nothing is kept twice. */
async function keepSet(
  deps: FreezeDeps,
  set: Omit<TrainingSet, 'version'>,
  { definition, frozen }: Pick<Frozen, 'definition' | 'frozen'>,
): Promise<TrainingSet> {
  return deps.database.transaction(async (session) => {
    const store = sqlTrainingSetStore(session)
    const alike = await store.findByRows(set.view, set.digest)
    if (alike !== undefined) {
      await store.addDefinition(alike.id, definition)
      return alike
    }
    const made = await store.insert(set, frozen.profile)
    await store.addDefinition(made.id, definition)
    await linkLineage({ lineage: sqlLineageStore(session), now: deps.now }, edgesOf(made))
    return made
  })
}

function noLabels(view: View, options: FreezeOptions) {
  const { name } = view.label.group
  const bounds = Object.entries(boundsOf(options)).map(([bound, value]) => `${bound} ${value}`)
  return bounds.length === 0
    ? featuresErrors.noLabels({ view: view.name, group: name })
    : featuresErrors.noLabelsThere({ view: view.name, group: name, bounds: bounds.join(', ') })
}

function commitIds(commits: ReadonlyMap<string, readonly Commit[]>): TrainingSet['commits'] {
  return Object.fromEntries(
    [...commits].map(([group, made]) => [group, made.map((commit) => commit.id)]),
  )
}

function edgesOf(set: TrainingSet) {
  const to = { kind: 'training-set', id: set.id }
  return Object.values(set.commits)
    .flat()
    .map((id) => ({ from: { kind: 'commit', id }, to, relation: 'frozen into' }))
}
